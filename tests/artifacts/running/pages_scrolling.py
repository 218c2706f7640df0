"""Pages with scrolling text by technique, and pages that only look as if they had it."""

from __future__ import annotations

from yuejuan.tests.artifacts.running.building import LONG, page

_TICKER = "width:400px;height:26px;overflow:hidden;white-space:nowrap"
_NEWS = "<li>本店今日上新绿茶</li><li>满二百元包邮到家</li><li>周末会员双倍积分</li><li>老客户另有礼品</li>"
_LINE = "本店今日上新绿茶，满二百元包邮到家，周末会员双倍积分"
_TEXT = "scrolling_text"

WORKING = [
    page("scroll-marquee", f"<marquee>{_LINE}</marquee>", shows=_TEXT),
    page(
        "scroll-marquee-up",
        f"<marquee direction=up height=80 scrollamount=1>{_LINE}</marquee>",
        shows=_TEXT,
        quirks=True,
    ),
    page("scroll-marquee-alternate", f"<marquee behavior=alternate width=600>{_LINE}</marquee>", shows=_TEXT),
    page(
        "scroll-keyframes",
        f'<div style="{_TICKER}"><span class="m">{_LINE}</span></div>',
        head="<style>.m{display:inline-block;animation:m 8s linear infinite}@keyframes "
        "m{from{transform:translateX(400px)}"
        "to{transform:translateX(-100%)}}</style>",
        shows=_TEXT,
    ),
    page(
        "scroll-keyframes-steps",
        f'<ul style="height:24px;overflow:hidden;list-style:none"><div class="m">{_NEWS}</div></ul>',
        head="<style>li{height:24px}.m{animation:m 8s steps(4) infinite}@keyframes "
        "m{to{transform:translateY(-96px)}}</style>",
        shows=_TEXT,
    ),
    page(
        "scroll-left-property",
        f'<div id=b style="{_TICKER}"><span id=a>{_LINE}{_LINE}</span><span>{_LINE}{_LINE}</span></div>'
        "<script>var b=document.getElementById('b'),a=document.getElementById('a');setInterval(function(){"
        "b.scrollLeft>=a.offsetWidth?b.scrollLeft-=a.offsetWidth:b.scrollLeft++},30)</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-margin-timer",
        f'<div style="{_TICKER}"><div id=a style="width:800px">{_LINE}</div></div>'
        "<script>var x=400;setInterval(function(){x-=2;if(x<-500)x=400;"
        "document.getElementById('a').style.marginLeft=x+'px'},30)</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-frame-loop",
        f'<div style="{_TICKER};position:relative"><span id=a style="position:absolute">{_LINE}</span></div>'
        "<script>let x=400;const a=document.getElementById('a');(function go(){x-=1.2;if(x<-420)x=400;"
        "a.style.left=x+'px';"
        "requestAnimationFrame(go)})()</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-animate-api",
        f'<div style="{_TICKER}"><b id=a style="display:inline-block">{_LINE}</b></div>'
        "<script>document.getElementById('a').animate([{transform:'translateX(300px)'}"
        ",{transform:'translateX(-400px)'}],"
        "{duration:7000,iterations:Infinity})</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-list-rotation",
        f'<ul id=u style="height:48px;overflow:hidden;list-style:none">{_NEWS}</ul>'
        "<script>var u=document.getElementById('u');setInterval(function(){var f=u.firstElementChild;"
        "f.style.transition='margin-top .5s';f.style.marginTop='-24px';setTimeout(function(){f.style.transition='';"
        "f.style.marginTop=0;u.appendChild(f)},520)},1600)</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-string-in-span",
        "<p><span id=s></span></p><script>var t='欢迎光临本店　今日全场八折　　　　';setInterval(function(){"
        "t=t.substring(1)+t.charAt(0);document.getElementById('s').innerHTML=t},250)</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-field",
        "<form name=f><input name=t size=30></form><script>var m='欢迎光临本店，今日全场八折。      ',p=0;function g(){"
        "document.f.t.value=m.substring(p)+m.substring(0,p);p=(p+1)%m.length;setTimeout('g()',200)}g()</script>",
        shows=_TEXT,
        quirks=True,
    ),
    page(
        "scroll-svg",
        '<svg width=400 height=40><text y=25>欢迎光临本店<animate attributeName="x" from="400" to="-150" dur="6s" '
        'repeatCount="indefinite"/></text></svg>',
        shows=_TEXT,
    ),
    page(
        "scroll-canvas",
        "<canvas id=c width=400 height=40></canvas><script>var c=document.getElementById('c').getContext('2d'),x=400;"
        "c.font='20px sans-serif';setInterval(function(){c.clearRect(0,0,400,40);c.fillText('欢迎光临本店',x,28);x-=3;"
        "if(x<-150)x=400},40)</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-canvas-outlines",
        "<canvas id=c width=400 height=40></canvas><script>var c=document.getElementById('c').getContext('2d'),x=400;"
        "c.font='24px sans-serif';(function go(){c.clearRect(0,0,400,40);c.save();c.translate(x,0);"
        "c.strokeText('欢迎光临本店',0,28);c.restore();x-=2;if(x<-150)x=400;requestAnimationFrame(go)})()</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-own-overflow",
        f'<div class="m">{_LINE}</div>',
        head="<style>.m{width:420px;overflow:hidden;white-space:nowrap;animation:m 9s linear infinite}"
        "@keyframes m{from{transform:translateX(900px)}to{transform:translateX(-420px)}}</style>",
        shows=_TEXT,
    ),
    page(
        "scroll-pauses-under-pointer",
        f'<div id=b style="height:60px;width:300px;overflow:hidden"><div id=a>{_NEWS * 3}</div></div>'
        "<script>var b=document.getElementById('b'),t;function g(){b.scrollTop=(b.scrollTop+1)%96}t=setInterval(g,50);"
        "b.onmouseover=function(){clearInterval(t)};b.onmouseout=function(){t=setInterval(g,50)}</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-generated-words",
        f'<div class="m" style="{_TICKER}"></div>',
        head=f"<style>.m::after{{content:'{_LINE}';display:inline-block;animation:m 8s linear infinite}}"
        "@keyframes m{from{transform:translateX(400px)}to{transform:translateX(-300px)}}</style>",
        shows=_TEXT,
    ),
    page(
        "scroll-field-of-lines",
        f"<textarea id=a rows=3 cols=20>{_LINE * 6}</textarea><script>setInterval(function(){{a.scrollTop++;"
        "if(a.scrollTop+a.clientHeight>=a.scrollHeight-1)a.scrollTop=0},40)</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-shadow-tree",
        "<news-line></news-line><script>customElements.define('news-line',class extends HTMLElement{constructor(){"
        "super();this.attachShadow({mode:'open'}).innerHTML='<style>:host{display:block;width:400px;overflow:hidden;"
        "white-space:nowrap}b{display:inline-block;animation:m 8s linear infinite}@keyframes m{from{transform:"
        f"translateX(400px)}}to{{transform:translateX(-300px)}}}}</style><b>{_LINE}</b>'}}}})</script>",
        shows=_TEXT,
    ),
    page(
        "scroll-below-the-fold",
        f'{LONG}<div style="{_TICKER}"><span class="m">{_LINE}</span></div>',
        head="<style>.m{display:inline-block;animation:m 6s linear infinite}@keyframes "
        "m{from{transform:translateX(400px)}"
        "to{transform:translateX(-100%)}}</style>",
        shows=_TEXT,
    ),
]

BROKEN = [
    page(
        "scroll-not-once",
        f'<div class="m">{_LINE}</div>',
        head="<style>.m{animation:m 2s ease-out both}@keyframes m{from{transform:translateX(300px)}}</style>",
    ),
    page(
        "scroll-not-under-pointer-only",
        f'<div style="{_TICKER}"><span class="m">{_LINE}</span></div>',
        head="<style>.m{display:inline-block}.m:hover{animation:m 5s linear infinite}@keyframes "
        "m{to{transform:translateX(-300px)}}"
        "</style>",
    ),
    page(
        "scroll-not-script-error",
        f"<p id=a>{_LINE}</p><script>setInterval(function(){{nowhere.style.left='3px'}},50)</script>",
    ),
    page(
        "scroll-not-wrong-name",
        f'<div class="m">{_LINE}</div>',
        head="<style>.m{animation:gundong 8s linear infinite}@keyframes "
        "gundon{to{transform:translateX(-300px)}}</style>",
    ),
    page(
        "scroll-not-generated-words-at-rest",
        '<div class="m"></div>',
        head=f"<style>.m::after{{content:'{_LINE}';display:inline-block;animation:m 1s infinite alternate}}"
        "@keyframes m{to{opacity:.3}}</style>",
    ),
    page("scroll-not-hidden-marquee", f'<div style="display:none"><marquee>{_LINE}</marquee></div>'),
    page("scroll-not-flat-marquee", f'<marquee height="0" style="height:0">{_LINE}</marquee>'),
    page("scroll-not-speedless-marquee", f"<marquee scrollamount=0>{_LINE}</marquee>"),
    page(
        "scroll-not-clock",
        "<p id=a></p><script>setInterval(function(){document.getElementById('a').textContent="
        "new Date().toLocaleTimeString()},500)</script>",
    ),
    page(
        "scroll-not-countdown",
        "<p>距结束还有<b id=a>90</b>秒</p><script>var n=90;setInterval(function(){"
        "document.getElementById('a').innerHTML=--n},300)</script>",
    ),
    page(
        "scroll-not-blink",
        f'<p class="m">{_LINE}</p>',
        head="<style>.m{animation:m 1s infinite alternate}@keyframes m{from{opacity:.2}to{opacity:1;"
        "color:red}}</style>",
    ),
    page(
        "scroll-not-beat",
        f'<h2 class="m" style="display:inline-block">{_LINE}</h2>',
        head="<style>.m{animation:m 1s infinite alternate}@keyframes m{to{transform:scale(1.2)}}</style>",
    ),
    page(
        "scroll-not-marquee-with-rounds",
        f"<marquee loop=1 width=300 scrollamount=20 scrolldelay=60>{_LINE[:10]}</marquee>",
    ),
    page(
        "scroll-not-marquee-that-slides-in", f"<marquee behavior=slide width=400 scrollamount=15>{_LINE[:10]}</marquee>"
    ),
    page(
        "scroll-not-long-way-once",
        f'<div class="m">{_LINE}</div>',
        head="<style>.m{animation:m 40s linear both}@keyframes m{from{transform:translateX(900px)}}</style>",
    ),
    page("scroll-not-stopped", f"<marquee id=a>{_LINE}</marquee><script>document.getElementById('a').stop()</script>"),
    page("scroll-not-comment", f"<p>{_LINE}</p><!-- <marquee>{_LINE}</marquee> -->"),
    page("scroll-not-see-through", f'<marquee style="opacity:0">{_LINE}</marquee>'),
    page(
        "scroll-not-layout-shift",
        '<div id=h style="background:#eee"></div>'
        f"<p>{_LINE}</p>"
        "<script>var n=0;setInterval(function(){n++;"
        "document.getElementById('h').style.height=(n%2?80:20)+'px'},900)</script>",
        disputed=_TEXT,
    ),
    page(
        "scroll-not-paused",
        f'<div class="m">{_LINE}</div>',
        head="<style>.m{animation:m 4s linear infinite paused}@keyframes m{to{transform:translateX(300px)}}</style>",
    ),
    page(
        "scroll-not-typewriter",
        "<p id=a></p><script>var t='欢迎光临本店，今日全场八折。',n=0;setInterval(function(){"
        "document.getElementById('a').textContent=t.slice(0,n=(n+1)%16)},150)</script>",
        disputed=_TEXT,
    ),
]
