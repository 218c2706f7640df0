"""Two pages for every run of the tests: one with all five effects, one with a decoy of each."""

from __future__ import annotations

from yuejuan.tests.artifacts.running.building import LONG, page

ALL_FIVE = page(
    "all-five",
    "<marquee width=500>本店今日上新绿茶，满二百元包邮到家</marquee>"
    "<p><img id=t src=img/1.png><button class=next onclick='void 0'>›</button><script>var n=1;"
    "setInterval(function(){n=n%3+1;document.getElementById('t').src="
    "'img/'+n+'.png'},1500)</script></p>"
    "<p><img src=img/3.png onmouseover=\"this.src='img/4.png'\" onmouseout=\"this.src='img/3.png'\"></p>"
    "<p><img class=z src=img/2.png></p>" + LONG + "<div style='position:fixed;right:10px;bottom:20px'>"
    "<a href='#'><img src=img/ad.png width=120 height=90></a></div>",
    head="<style>.z{margin:60px;transition:transform .3s}.z:hover{transform:scale(1.3)}</style>",
    shows="scrolling_text image_rollover zoom carousel floating_ad",
)
NONE = page(
    "none-of-five",
    "<div style='position:fixed;top:0;left:0;width:100%;background:#eee'><a href=a.html>首页</a> <a "
    "href=b.html>商品</a>"
    " <a href=c.html>联系</a></div><p style='margin-top:50px'>欢迎光临<b id=n>90</b></p><img src=img/moving.gif>"
    "<img src=img/1.png onmouseover=\"this.src='img/none.png'\" onmouseout=\"this.src='img/1.png'\">"
    "<img class=z src=img/2.png><script>var n=90;"
    "setInterval(function(){document.getElementById('n').innerHTML=--n},700)"
    "</script>" + LONG,
    head="<style>.z:hover{transform:scale(.8);border:9px solid red}</style>",
)
