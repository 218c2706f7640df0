"""Pages that show a picture larger by technique, and pages that only look as if they did."""

from __future__ import annotations

from yuejuan.tests.artifacts.running.building import LONG, page

_ZOOM = "zoom"
_BOX = (
    "<style>#big{position:fixed;inset:0;background:#000c;display:none;z-index:9}"
    "#big img{width:900px;height:600px}</style>"
)

WORKING = [
    page(
        "zoom-scale",
        '<img class="a" src=img/1.png>',
        head="<style>.a{transition:transform .3s;margin:60px}.a:hover{transform:scale(1.3)}</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-slight-scale",
        '<div class="s"><img src=img/1.png></div>',
        head="<style>.s{width:300px;height:200px;overflow:hidden}.s img{transition:.5s}.s:hover "
        "img{transform:scale(1.05)}"
        "</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-scale-property",
        '<img class="a" src=img/1.png>',
        head="<style>.a{margin:60px}.a:hover{scale:1.4}</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-scale-and-turn",
        '<img class="a" src=img/1.png>',
        head="<style>.a{margin:80px}.a:hover{transform:rotate(8deg) scale(1.25)}</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-width",
        '<img class="a" src=img/1.png>',
        head="<style>.a{width:150px;transition:width .4s}.a:hover{width:260px}</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-inline-size",
        '<img src=img/1.png width=150 height=100 onmouseover="this.width=300;this.height=200" '
        'onmouseout="this.width=150;this.height=100">',
        shows=_ZOOM,
        quirks=True,
    ),
    page(
        "zoom-grows-by-timer",
        "<img id=a src=img/1.png width=120><script>var a=document.getElementById('a'),k;"
        "a.onmouseover=function(){clearInterval(k);k=setInterval(function(){if(a.width<280)a.width+=8;else "
        "clearInterval(k)},20)};"
        "a.onmouseout=function(){clearInterval(k);a.width=120}</script>",
        shows=_ZOOM,
    ),
    page(
        "zoom-background",
        '<div class="a"></div>',
        head="<style>.a{width:300px;height:200px;background:url(img/1.png) center/100% no-repeat;transition:.3s}"
        ".a:hover{background-size:130%}</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-preview",
        '<div class="s"><img src=img/1.png width=90><img class="t" src=img/1_big.png width=450></div>',
        head="<style>.s{position:relative}.t{display:none;position:absolute;left:120px;top:0}.s:hover .t{display:block}"
        "</style>",
        shows=_ZOOM,
    ),
    page("zoom-click-size", '<img src=img/1.png width=120 onclick="this.width=this.width==120?300:120">', shows=_ZOOM),
    page(
        "zoom-lightbox",
        _BOX + "<img src=img/1.png width=150 onclick=\"document.getElementById('big').style.display='block'\">"
        "<div id=big onclick=\"this.style.display='none'\"><img src=img/1.png></div>",
        shows=_ZOOM,
    ),
    page(
        "zoom-lightbox-made",
        "<a href=img/1_big.png class=l><img src=img/1.png width=150></a><script>"
        "document.querySelector('.l').addEventListener('click',function(e){e.preventDefault();var "
        "d=document.createElement('div');"
        "d.style.cssText='position:fixed;left:0;top:0;width:100%;height:100%;background:rgba(0,0,0,.8)';"
        "d.innerHTML='<img src=\"'+this.getAttribute('href')+'\">';document.body.appendChild(d)})</script>",
        shows=_ZOOM,
    ),
    page(
        "zoom-lens",
        "<div id=s style='position:relative;width:300px;height:200px'><img src=img/1.png>"
        "<div id=l style='position:absolute;left:320px;top:0;width:300px;height:200px;display:none;"
        "background:url(img/1_big.png)'></div></div><script>var "
        "s=document.getElementById('s'),l=document.getElementById('l');"
        "s.onmousemove=function(e){l.style.display='block';l.style.backgroundPosition=-2*e.offsetX+'px "
        "'+-2*e.offsetY+'px'};"
        "s.onmouseleave=function(){l.style.display='none'}</script>",
        shows=_ZOOM,
    ),
    page(
        "zoom-checkbox",
        '<input type=checkbox id=k hidden><label for=k><img class="a" src=img/1.png width=150></label>',
        head="<style>.a{transition:.3s}#k:checked+label .a{width:300px}</style>",
        shows=_ZOOM,
    ),
    page(
        "zoom-by-a-button",
        "<img src=img/1.png width=150><button popovertarget=v>看大图</button><div id=v popover>"
        "<img src=img/1.png width=700></div>",
        shows=_ZOOM,
    ),
    page(
        "zoom-perspective",
        '<div style="perspective:500px;margin:50px"><img class="a" src=img/1.png></div>',
        head="<style>.a{transition:.3s}.a:hover{transform:translateZ(120px)}</style>",
        shows=_ZOOM,
    ),
]

BROKEN = [
    page("zoom-not-shrinking", '<img class="a" src=img/1.png>', head="<style>.a:hover{transform:scale(.8)}</style>"),
    page("zoom-not-one", '<img class="a" src=img/1.png>', head="<style>.a:hover{transform:scale(1)}</style>"),
    page(
        "zoom-not-turning",
        '<img class="a" src=img/1.png>',
        head="<style>.a{margin:90px}.a:hover{transform:rotate(20deg)}</style>",
    ),
    page(
        "zoom-not-border",
        '<img class="a" src=img/1.png>',
        head="<style>.a:hover{border:12px solid red;padding:10px}</style>",
    ),
    page(
        "zoom-not-words",
        '<p class="a">放大的文字</p><img src=img/1.png>',
        head="<style>.a:hover{font-size:40px}</style>",
    ),
    page(
        "zoom-not-narrow-window",
        '<img class="a" src=img/1.png>',
        head="<style>@media(max-width:500px){.a:hover{transform:scale(1.5)}}</style>",
    ),
    page("zoom-not-misspelt", '<img class="a" src=img/1.png>', head="<style>.a:hover{transfrom:scale(1.5)}</style>"),
    page("zoom-not-wrong-class", '<img class="a" src=img/1.png>', head="<style>.b:hover{transform:scale(1.5)}</style>"),
    page("zoom-not-script-error", '<img src=img/1.png width=120 onclick="fangda(this)">'),
    page(
        "zoom-not-missing-picture",
        _BOX + "<img src=img/1.png width=150 "
        "onclick=\"document.getElementById('big').style.display='block'\"><div id=big><img src=img/none.png></div>",
    ),
    page(
        "zoom-not-by-itself",
        '<img class="a" src=img/1.png style="margin:50px">',
        head="<style>.a{animation:m 1s infinite alternate}@keyframes m{to{transform:scale(1.2)}}</style>",
    ),
    page(
        "zoom-not-another-page-of-tabs",
        "<img src=img/1.png width=150>"
        "<button onclick=\"document.getElementById('b').style.display='block'\">更多</button>"
        "<div id=b style='display:none'><img src=img/2.png width=260><img src=img/3.png width=260></div>",
    ),
    page(
        "zoom-not-driven-by-scrolling",
        '<img class="a" src=img/1.png>' + LONG,
        head="<style>.a{animation:g linear both;animation-timeline:scroll()}"
        "@keyframes g{to{transform:scale(2)}}</style>",
    ),
    page(
        "zoom-not-shadow",
        '<img class="a" src=img/1.png>',
        head="<style>.a:hover{box-shadow:0 0 30px #000;outline:9px solid red;transform:translateY(-6px)}</style>",
    ),
    page(
        "zoom-not-inline-span",
        '<span class="a"><img src=img/1.png></span>',
        head="<style>.a:hover{transform:scale(1.5)}</style>",
    ),
    page("zoom-not-opened-elsewhere", '<a href="img/1_big.png"><img src=img/1.png width=100></a>', disputed=_ZOOM),
    page(
        "zoom-not-another-size-of-box",
        '<div class="s"><img src=img/1.png></div>',
        head="<style>.s{width:320px;height:210px;background:#eee;transition:.2s}.s:hover{width:600px;"
        "height:300px}</style>",
    ),
]
