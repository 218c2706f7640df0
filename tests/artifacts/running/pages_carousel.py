"""Pages with a carousel by technique, and pages that only look as if they had one."""

from __future__ import annotations

from yuejuan.tests.artifacts.running.building import LONG, page

_TURN = "carousel"
_THREE = "<img src=img/1.png><img src=img/2.png><img src=img/3.png>"
_STACK = "<style>.c{position:relative;width:300px;height:200px}.c img{position:absolute;left:0;top:0}</style>"
_STRIP = (
    "<style>.c{width:300px;height:200px;overflow:hidden}.s{width:1200px;font-size:0;transition:transform .4s}</style>"
)

WORKING = [
    page(
        "turn-src",
        "<img id=a src=img/1.png><script>var n=1;setInterval(function(){n=n%4+1;"
        "document.getElementById('a').src='img/'+n+'.png'},1500)</script>",
        shows=_TURN,
    ),
    page(
        "turn-src-chain",
        "<img name=a src=img/1.png><script>var p=['1','2','3'],n=0;function g(){"
        "document.a.src='img/'+p[n]+'.png';n=(n+1)%3;setTimeout('g()',2500)}g()</script>",
        shows=_TURN,
        quirks=True,
    ),
    page(
        "turn-display",
        f"<div class=c>{_THREE}</div><script>var i=document.querySelectorAll('.c img'),n=0;function g(){{"
        "i.forEach(function(m,k){m.style.display=k==n?'block':'none'});n=(n+1)%3}g();setInterval(g,1800)</script>",
        shows=_TURN,
    ),
    page(
        "turn-opacity",
        f"{_STACK}<div class=c>{_THREE}</div><style>.c img{{opacity:0;transition:opacity .5s}}</style><script>"
        "var i=document.querySelectorAll('.c img'),n=0;function g(){i.forEach(function(m,k){m.style.opacity=k==n?1:0});"
        "n=(n+1)%3}g();setInterval(g,2000)</script>",
        shows=_TURN,
    ),
    page(
        "turn-order",
        f"{_STACK}<div class=c>{_THREE}</div><script>var i=document.querySelectorAll('.c img'),n=0;"
        "setInterval(function(){i.forEach(function(m){m.style.zIndex=0});n=(n+1)%3;i[n].style.zIndex=5},1700)</script>",
        shows=_TURN,
    ),
    page(
        "turn-translate",
        f"{_STRIP}<div class=c><div class=s>{_THREE}</div></div><script>var n=0,s=document.querySelector('.s');"
        "setInterval(function(){n=(n+1)%3;s.style.transform='translateX('+-300*n+'px)'},2200)</script>",
        shows=_TURN,
    ),
    page(
        "turn-scroll",
        f"{_STRIP}<div class=c><div class=s>{_THREE}</div></div><script>var n=0,c=document.querySelector('.c');"
        "setInterval(function(){n=(n+1)%3;c.scrollTo({left:300*n,behavior:'smooth'})},2000)</script>",
        shows=_TURN,
    ),
    page(
        "turn-margin",
        f"{_STRIP}<div class=c><div class=s>{_THREE}</div></div><script>var n=0,x=0,s=document.querySelector('.s');"
        "setInterval(function(){n=(n+1)%3},2000);setInterval(function(){x+=(-300*n-x)*.2;"
        "s.style.marginLeft=x+'px'},30)</script>",
        shows=_TURN,
    ),
    page(
        "turn-keyframes-fade",
        f"{_STACK}<div class=c>{_THREE}</div><style>.c img{{opacity:0;animation:f 6s infinite}}"
        ".c img:nth-child(2){animation-delay:2s}.c img:nth-child(3){animation-delay:4s}@keyframes f{0%,33%{opacity:1}"
        "38%,100%{opacity:0}}</style>",
        shows=_TURN,
    ),
    page(
        "turn-keyframes-slide",
        f"{_STRIP}<div class=c><div class='s m'>{_THREE}</div></div><style>.m{{animation:m 6s infinite}}"
        "@keyframes m{0%,30%{transform:none}33%,63%{transform:translateX(-300px)}"
        "66%,97%{transform:translateX(-600px)}}</style>",
        shows=_TURN,
    ),
    page(
        "turn-background",
        "<div id=a style='width:300px;height:200px;background:url(img/1.png)'></div><script>var n=1;"
        "setInterval(function(){n=n%3+1;"
        "document.getElementById('a').style.backgroundImage='url(img/'+n+'.png)'},1600)</script>",
        shows=_TURN,
    ),
    page(
        "turn-background-keyframes",
        "<div class=m></div><style>.m{width:300px;height:200px;animation:b 6s infinite}"
        "@keyframes b{0%,30%{background-image:url(img/1.png)}35%,64%{background-image:url(img/2.png)}"
        "70%,100%{background-image:url(img/3.png)}}</style>",
        shows=_TURN,
    ),
    page(
        "turn-moving-strip",
        f"<div class=c><div id=s>{_THREE}{_THREE}</div></div><style>.c{{width:500px;overflow:hidden}}"
        "#s{width:1800px;font-size:0}</style><script>var x=0;setInterval(function(){x=(x+2)%900;"
        "document.querySelector('.c').scrollLeft=x},30)</script>",
        shows=_TURN,
    ),
    page("turn-marquee", f"<marquee width=500>{_THREE}</marquee>", shows=_TURN, quirks=True),
    page(
        "turn-canvas",
        "<canvas id=c width=300 height=200></canvas><script>var p=[1,2,3].map(function(n){var i=new Image;"
        "i.src='img/'+n+'.png';return i}),n=0;setInterval(function(){document.getElementById('c').getContext('2d')"
        ".drawImage(p[n],0,0);n=(n+1)%3},1200)</script>",
        shows=_TURN,
    ),
    page(
        "turn-slow",
        "<img id=a src=img/1.png><script>var n=1;setInterval(function(){n=n%3+1;"
        "document.getElementById('a').src='img/'+n+'.png'},8000)</script>",
        shows=_TURN,
    ),
    page(
        "turn-below-the-fold",
        LONG[:3000] + f"{_STACK}<div class=c>{_THREE}</div><script>"
        "var i=document.querySelectorAll('.c img'),n=0;setInterval(function(){i.forEach(function(m){m.style.zIndex=0});"
        "n=(n+1)%3;i[n].style.zIndex=5},1700)</script>",
        shows=_TURN,
    ),
    page(
        "turn-in-a-frame",
        '<iframe width=340 height=240 srcdoc="<img id=a src=img/1.png><script>var n=1;'
        "setInterval(function(){n=n%3+1;document.getElementById('a').src='img/'+n+'.png'},1500)</script>\"></iframe>",
        shows=_TURN,
    ),
    page(
        "turn-svg",
        "<svg width=300 height=200><image href=img/1.png width=300 height=200 /><image href=img/2.png width=300 "
        "height=200 opacity=0><animate attributeName=opacity values='0;0;1;1' keyTimes='0;.5;.52;1' dur=4s "
        "repeatCount=indefinite /></image></svg>",
        shows=_TURN,
    ),
    page(
        "turn-ground",
        "<style>body{background-size:cover}</style><script>var n=1;setInterval(function(){n=n%3+1;"
        "document.body.style.backgroundImage='url(img/'+n+'.png)'},1700)</script>",
        shows=_TURN,
    ),
    page(
        "turn-worker",
        "<img id=a src=img/1.png><script>var n=1,w=new Worker(URL.createObjectURL(new Blob(["
        "'setInterval(function(){postMessage(1)},1600)'])));w.onmessage=function(){n=n%3+1;"
        "document.getElementById('a').src='img/'+n+'.png'}</script>",
        shows=_TURN,
    ),
    page(
        "turn-slowest",
        "<img id=a src=img/1.png><script>var n=1;setInterval(function(){n=n%3+1;"
        "document.getElementById('a').src='img/'+n+'.png'},12000)</script>",
        shows=_TURN,
    ),
]

BROKEN = [
    page("turn-not-gif", "<img src=img/moving.gif>"),
    page(
        "turn-not-clicks",
        f'{_STRIP}<div class=c><div class=s>{_THREE}</div></div><button onclick="document.querySelector('
        "'.s').style.transform='translateX(-300px)'\">下一张</button>",
    ),
    page(
        "turn-not-same-bytes",
        "<img id=a src=img/1.png><script>var n=0;setInterval(function(){n=1-n;"
        "document.getElementById('a').src=n?'img/same.png':'img/1.png'},1200)</script>",
    ),
    page(
        "turn-not-saved-anew",
        "<img id=a src=img/1.png><script>var p=['1.png','1.jpg','1_poor.jpg'],n=0;setInterval(function(){n=(n+1)%3;"
        "document.getElementById('a').src='img/'+p[n]},1200)</script>",
    ),
    page(
        "turn-not-missing-files",
        "<img id=a src=img/1.png><script>var n=5;setInterval(function(){n++;"
        "document.getElementById('a').src='img/'+n+'.png'},1200)</script>",
    ),
    page("turn-not-script-error", "<img id=a src=img/1.png><script>setInterval(function(){huan()},1200)</script>"),
    page(
        "turn-not-hidden",
        "<div style='display:none'><img id=a src=img/1.png></div><script>var n=1;setInterval(function(){"
        "n=n%3+1;document.getElementById('a').src='img/'+n+'.png'},1200)</script>",
    ),
    page(
        "turn-not-flat",
        "<div style='height:0;overflow:hidden'><img id=a src=img/1.png></div><script>var n=1;"
        "setInterval(function(){n=n%3+1;document.getElementById('a').src='img/'+n+'.png'},1200)</script>",
    ),
    page(
        "turn-not-under-pointer",
        "<img src=img/1.png onmouseover=\"this.src='img/2.png'\" onmouseout=\"this.src='img/1.png'\">",
        shows="image_rollover",
    ),
    page(
        "turn-not-once",
        "<img id=a src=img/1.png><script>setTimeout(function(){document.getElementById('a').src='img/2.png'},"
        "1200)</script>",
    ),
    page(
        "turn-not-words",
        "<p id=a>春茶上市</p><script>var n=0,t=['春茶上市','满减优惠','会员礼品'];setInterval(function(){"
        "n=(n+1)%3;document.getElementById('a').innerHTML=t[n]},1500)</script>",
        disputed="scrolling_text",
    ),
    page(
        "turn-not-fading-alone",
        "<img class=m src=img/1.png><style>.m{animation:m 2s infinite alternate}@keyframes m{to{opacity:.2}}</style>",
    ),
    page(
        "turn-not-ken-burns",
        "<div style='width:300px;height:200px;overflow:hidden'><img class=m src=img/1.png></div><style>.m{"
        "animation:m 4s infinite alternate}@keyframes m{to{transform:scale(1.2) translate(10px,5px)}}</style>",
    ),
    page(
        "turn-not-moving-ground",
        "<style>body{background:url(img/1.png);animation:m 9s linear infinite}@keyframes m{to{background-position:"
        "600px 0}}</style>",
    ),
    page("turn-not-still-row", f"<div>{_THREE}</div>"),
    page(
        "turn-not-missing-library",
        f"<div class=swiper><div class=swiper-wrapper>{_THREE}</div></div>"
        "<script src=js/swiper.js></script><script>new Swiper('.swiper',{autoplay:true})</script>",
    ),
    page(
        "turn-not-cleared",
        "<img id=a src=img/1.png><script>var n=1,t=setInterval(function(){n=n%3+1;"
        "document.getElementById('a').src='img/'+n+'.png'},1500);clearInterval(t)</script>",
    ),
    page(
        "turn-not-lazy",
        "<img id=a src=img/dot.png width=300 height=200><script>onload=function(){setTimeout(function(){"
        "document.getElementById('a').src='img/2.png'},600)}</script>",
    ),
]
