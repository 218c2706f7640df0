"""Pages whose pictures roll over by technique, and pages that only look as if they did."""

from __future__ import annotations

from yuejuan.tests.artifacts.running.building import LONG, page

_ROLL = "image_rollover"
_MM = """<script>
function MM_swapImgRestore(){var i,x,a=document.MM_sr;for(i=0;a&&i<a.length&&(x=a[i])&&x.oSrc;i++)x.src=x.oSrc;}
function MM_findObj(n,d){var x;d=d||document;x=d[n];if(!x&&d.getElementById)x=d.getElementById(n);return x;}
function MM_swapImage(){var i,j=0,x,a=MM_swapImage.arguments;document.MM_sr=new Array;for(i=0;i<(a.length-2);i+=3)
if((x=MM_findObj(a[i]))!=null){document.MM_sr[j++]=x;if(!x.oSrc)x.oSrc=x.src;x.src=a[i+2];}}
</script>"""


def _mm(name: str) -> str:
    return (
        "<a href='#' onmouseout='MM_swapImgRestore()' onmouseover=\"MM_swapImage('" + name + "','','img/2.png',1)\">"
        "<img src=img/1.png name=tu width=240 height=160 border=0></a>"
    )


WORKING = [
    page("roll-mm", _mm("tu"), head=_MM, shows=_ROLL, quirks=True),
    page(
        "roll-inline",
        "<img src=img/1.png onmouseover=\"this.src='img/2.png'\" onmouseout=\"this.src='img/1.png'\">",
        shows=_ROLL,
    ),
    page(
        "roll-listeners",
        "<div><img id=a src=img/1.png></div><script>const a=document.getElementById('a');"
        "a.addEventListener('mouseenter',()=>a.src='img/3.png');a.addEventListener('mouseleave',()=>"
        "a.src='img/1.png')</script>",
        shows=_ROLL,
    ),
    page(
        "roll-background",
        '<a class="b" href="#"></a>',
        head="<style>.b{display:block;width:300px;height:200px;background:url(img/1.png)}"
        ".b:hover{background-image:url(img/2.png)}"
        "</style>",
        shows=_ROLL,
    ),
    page(
        "roll-sprite",
        '<a class="b" href="#"></a>',
        head="<style>.b{display:block;width:120px;height:40px;background:url(img/sheet.png)}"
        ".b:hover{background-position:0 -40px}"
        "</style>",
        shows=_ROLL,
    ),
    page(
        "roll-stacked-opacity",
        '<div class="s"><img src=img/1.png><img class="t" src=img/2.png></div>',
        head="<style>.s{position:relative;width:300px;height:200px}.s img{position:absolute;left:0;top:0}"
        ".t{opacity:0;transition:opacity .4s}.s:hover .t{opacity:1}</style>",
        shows=_ROLL,
    ),
    page(
        "roll-display",
        '<div class="s"><img class="o" src=img/1.png><img class="t" src=img/2.png></div>',
        head="<style>.s{width:300px;height:200px}.t{display:none}.s:hover .o{display:none}.s:hover "
        ".t{display:inline}</style>",
        shows=_ROLL,
    ),
    page(
        "roll-flip",
        '<div class="s"><div class="i"><img src=img/1.png><img class="t" src=img/2.png></div></div>',
        head="<style>.s{width:300px;height:200px;perspective:800px}.i{position:relative;transform-style:preserve-3d;"
        "transition:transform .4s;width:300px;height:200px}.i img{position:absolute;left:0;top:0;"
        "backface-visibility:hidden}"
        ".t{transform:rotateY(180deg)}.s:hover .i{transform:rotateY(180deg)}</style>",
        shows=_ROLL,
    ),
    page(
        "roll-area",
        '<img src=img/1.png name=m usemap="#k" border=0><map name=k><area shape=rect coords="10,10,120,190" href="#" '
        "onmouseover=\"document.m.src='img/2.png'\" onmouseout=\"document.m.src='img/1.png'\"></map>",
        shows=_ROLL,
        quirks=True,
    ),
    page(
        "roll-elsewhere",
        "<a href='#' onmouseover=\"document.getElementById('g').src='img/3.png'\" "
        "onmouseout=\"document.getElementById('g').src='img/1.png'\">查看春茶</a><br><img id=g src=img/1.png>",
        shows=_ROLL,
    ),
    page(
        "roll-delegated",
        "<div id=l><img src=img/1.png data-over=img/2.png><img src=img/3.png data-over=img/4.png></div><script>"
        "var l=document.getElementById('l');l.addEventListener('mouseover',function(e){if(e.target.dataset.over){"
        "e.target.dataset.out=e.target.getAttribute('src');e.target.src=e.target.dataset.over}});"
        "l.addEventListener('mouseout',function(e){if(e.target.dataset.out)e.target.src=e.target.dataset.out})</script>",
        shows=_ROLL,
    ),
    page(
        "roll-content",
        '<img class="b" src=img/1.png width=300 height=200>',
        head="<style>.b:hover{content:url(img/2.png)}</style>",
        shows=_ROLL,
    ),
    page(
        "roll-button",
        "<input type=image src=img/1.png onmouseover=\"this.src='img/2.png'\" onmouseout=\"this.src='img/1.png'\">",
        shows=_ROLL,
    ),
    page(
        "roll-fade-in-script",
        '<div id=s style="position:relative;width:300px;height:200px"><img src=img/1.png style="position:absolute">'
        '<img id=t src=img/2.png style="position:absolute;opacity:0"></div><script>var '
        't=document.getElementById("t"),k,'
        "go=function(to){clearInterval(k);k=setInterval(function(){var o=+t.style.opacity+(to?.1:-.1);"
        "if(o>=1||o<=0){o=to;clearInterval(k)}t.style.opacity=o},40)};var s=document.getElementById('s');"
        "s.onmouseover=function(){go(1)};s.onmouseout=function(){go(0)}</script>",
        shows=_ROLL,
    ),
    page(
        "roll-returns-late",
        "<img src=img/1.png onmouseover=\"this.src='img/2.png'\" "
        "onmouseout=\"var t=this;setTimeout(function(){t.src='img/1.png'},500)\">",
        shows=_ROLL,
    ),
    page(
        "roll-answers-late",
        "<img id=a src=img/1.png><script>var k,a=document.getElementById('a');a.onmouseenter=function(){k=setTimeout("
        "function(){a.src='img/2.png'},700)};a.onmouseleave=function(){clearTimeout(k);a.src='img/1.png'}</script>",
        shows=_ROLL,
    ),
    page(
        "roll-words-first",
        "<p id=w>春茶</p><img id=a src=img/1.png width=301><script>var k,a=document.getElementById('a');"
        "a.onmouseenter=function(){a.width=300;k=setTimeout(function(){a.src='img/2.png'},600)};"
        "a.onmouseleave=function(){clearTimeout(k);a.width=301;a.src='img/1.png'}</script>",
        shows=_ROLL,
    ),
    page(
        "roll-has",
        '<div class="s"><p><a class="l" href="#">看夏茶</a></p><img class="o" src=img/1.png><img class="t" '
        "src=img/2.png></div>",
        head="<style>.t{display:none}.s:has(> p .l:hover) .o{display:none}.s:has(> p .l:hover) .t{display:inline}"
        "</style>",
        shows=_ROLL,
    ),
    page(
        "roll-nested-rule",
        '<p class="s">看夏茶</p><img class="o" src=img/1.png><img class="t" src=img/2.png>',
        head="<style>.t{display:none}.s{width:90px;&:is(p,b):hover{& ~ .o{display:none}"
        "& ~ .t{display:inline}}}</style>",
        shows=_ROLL,
    ),
    page(
        "roll-property-of-words",
        "<p id=w style='width:90px'>看夏茶</p><img id=g src=img/1.png><script>var w=document.getElementById('w');"
        "w.onmouseover=function(){g.src='img/2.png'};w.onmouseout=function(){g.src='img/1.png'}</script>",
        shows=_ROLL,
    ),
    page(
        "roll-listener-in-a-frame",
        "<p>介绍</p><iframe width=400 height=300 srcdoc=\"<p id=w style='width:90px'>看夏茶</p><img id=g "
        "src=img/1.png><script>w.addEventListener('mouseenter',()=>g.src='img/2.png');"
        "w.addEventListener('mouseleave',()=>g.src='img/1.png')</script>\"></iframe>",
        shows=_ROLL,
    ),
    page(
        "roll-canvas",
        "<canvas id=c width=300 height=200></canvas><script>var g=c.getContext('2d'),p=[1,2].map(function(n){"
        "var i=new Image;i.src='img/'+n+'.png';return i});onload=c.onmouseleave=function(){g.drawImage(p[0],0,0)};"
        "c.onmouseenter=function(){g.drawImage(p[1],0,0)}</script>",
        shows=_ROLL,
    ),
    page(
        "roll-in-a-carousel-page",
        "<img id=c src=img/1.png><script>var n=1;setInterval(function(){n=n%3+1;document.getElementById('c').src="
        "'img/'+n+'.png'},1500)</script><img src=img/3.png onmouseover=\"this.src='img/4.png'\" "
        "onmouseout=\"this.src='img/3.png'\">",
        shows="image_rollover carousel",
    ),
    page(
        "roll-below-the-fold",
        LONG + "<img src=img/1.png onmouseover=\"this.src='img/2.png'\" onmouseout=\"this.src='img/1.png'\">",
        shows=_ROLL,
    ),
]

BROKEN = [
    page("roll-not-wrong-name", _mm("tv"), head=_MM, quirks=True),
    page(
        "roll-not-missing-file",
        "<img src=img/1.png onmouseover=\"this.src='img/none.png'\" onmouseout=\"this.src='img/1.png'\">",
    ),
    page("roll-not-returning", "<img src=img/1.png onmouseover=\"this.src='img/2.png'\">"),
    page(
        "roll-not-same-bytes",
        "<img src=img/1.png onmouseover=\"this.src='img/same.png'\" onmouseout=\"this.src='img/1.png'\">",
    ),
    page(
        "roll-not-saved-anew",
        "<img src=img/1.png onmouseover=\"this.src='img/1_poor.jpg'\" onmouseout=\"this.src='img/1.png'\">",
    ),
    page(
        "roll-not-menu-over-a-picture",
        "<ul class=n><li>产品<div><a href='#'>春茶</a></div></ul><img src=img/1.png>",
        head="<style>.n{margin:0;padding:0;height:30px;position:relative}.n div{display:none;position:absolute;"
        "top:30px;left:0;width:300px;height:200px;background:url(img/2.png)}.n li:hover div{display:block}</style>",
    ),
    page("roll-not-click", "<img src=img/1.png onclick=\"this.src='img/2.png'\">"),
    page(
        "roll-not-opacity",
        '<img class="a" src=img/1.png>',
        head="<style>.a:hover{opacity:.5;filter:grayscale(1)}</style>",
    ),
    page(
        "roll-not-border",
        '<img class="a" src=img/1.png>',
        head="<style>.a{border:2px solid #fff}.a:hover{border-color:red;box-shadow:0 0 9px #000}</style>",
    ),
    page(
        "roll-not-caption",
        '<div class="s"><img src=img/1.png><b>春茶上市</b></div>',
        head="<style>.s{position:relative;width:300px}.s b{position:absolute;inset:0;background:#000;"
        "color:#fff;opacity:0}"
        ".s:hover b{opacity:.9}</style>",
    ),
    page(
        "roll-not-letter-case",
        "<img src=img/1.png onmouseover=\"this.src='img/2.PNG'\" onmouseout=\"this.src='img/1.png'\">",
    ),
    page(
        "roll-not-misspelt-event",
        "<img src=img/1.png onmouseovr=\"this.src='img/2.png'\" onmouseout=\"this.src='img/1.png'\">",
    ),
    page(
        "roll-not-script-error",
        "<img id=a src=img/1.png><script>var a=document.getElementByID('a');"
        "a.onmouseover=function(){a.src='img/2.png'}</script>",
    ),
    page("roll-not-hidden", '<div style="display:none"><img src=img/1.png onmouseover="this.src=\'img/2.png\'"></div>'),
    page(
        "roll-not-text-colour",
        '<a class="a" href="#">春茶</a><img src=img/1.png>',
        head="<style>.a:hover{color:red;background:#ff0}</style>",
    ),
    page(
        "roll-not-only-a-timer",
        "<img id=a src=img/1.png><script>var n=1;setInterval(function(){n=n%3+1;"
        "document.getElementById('a').src='img/'+n+'.png'},900)</script>",
        shows="carousel",
    ),
    page("roll-not-moving-gif", "<img src=img/moving.gif>"),
]
