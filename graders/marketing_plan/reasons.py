"""Whether a text says why: by a conjunction, or by what is so about buyers, rivals, costs or the effect."""

from __future__ import annotations

import re

from yuejuan.graders.common.document.phrases import alternatives
from yuejuan.graders.marketing_plan.vocabulary import REASONS

_PEOPLE = (
    r"顾客|客户|消费者|用户|粉丝|家长|妈妈|爸爸|宝妈|女性|女人|男人|老人|年轻人|中年人|学生|孩子|白领|上班族|居民|网友|买家|[她他]们|大家|"
    r"姑娘|小伙|女孩|男孩|老客|新客|客人|亲戚|爱好者|团购的|"
    r"人家|别人|的人|人们|对手|同行|市场|平台"
)
_IS_SO = (
    r"爱|喜欢|怕|担心|信|多|少|大|高|广|愿意|习惯|需要|希望|知道|了解|认|看重|感兴趣|接受|活跃|关注|离不开|在意|收藏|搜|追|想|嫌|"
    r"都在|集中|方便|容易|省"
)
_SAYS_WHY = re.compile(
    rf"(?:{_PEOPLE})[^。；！？]{{0,14}}?(?:{_IS_SO})"
    r"|眼见为实|口口相传|说服力|管用|信服|冲着|看中|免得|免去|省去|不会(?:怀疑|再)|痛快|不心疼|买得起|够用|走得通|抓住|带[^，。；]{0,4}(?:朋友|新客|人)来"
    r"|针对|带来|考虑到|鉴于|既然|毕竟|正是|正好|刚好|恰好|恰巧|解决|打消|消除|避免|放心|后顾之忧|促成|促进|带动|留住|拉近|截住|抢[过到来占]|"
    r"愿意|自然|容易|省[钱时事心力得]|不用|不必|好接受|有好感|信任|信得过|可信|说明|证明|不然|否则|就没人|的道理|合得来|意头|付得起|"
    r"让(?!利|价|我们)|(?<![变提])更(?:有|可信|直观|容易|快|便宜|愿意|能|好|省|准|多|广|高)|比[^，。；]{1,12}(?:更|有用|便宜|快|好|强|高|低)|"
    r"一看就|看得[见出清到]|看见|看到|亲眼|直观|热度|流量(?:大|多|高)|曝光|转化(?:率?高|起来|率)|覆盖|离[^，。；]{1,8}近|靠[它这]|底子|"
    r"基础(?:好|上)|花(?:费|钱)(?:少|不多)|门槛低|费用低|成本|划算|性价比|[人户丝量][^，。；]{0,4}[很较最]?[多大高广]"
)
_MEANS = re.compile(r"使用")


def gives_reason(text: str) -> bool:
    """Whether ``text`` gives a reason in words of one kind or the other."""
    plain = _MEANS.sub("", text)
    return alternatives(REASONS).search(plain) is not None or _SAYS_WHY.search(plain) is not None
