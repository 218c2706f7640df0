"""Pages with a floating advert by technique, and pages that only look as if they had one."""

from __future__ import annotations

from yuejuan.tests.artifacts.running.building import LONG, page

_AD = "floating_ad"
_PICTURE = '<a href="#"><img src=img/ad.png width=120 height=90></a>'

WORKING = [
    page(
        "float-bouncing",
        LONG + "<div id=a style='position:absolute'>" + _PICTURE + "</div><script>var x=50,y=60,p=1,q=1,"
        "a=document.getElementById('a');setInterval(function(){x+=2*p;y+=2*q;if(x<0||x>innerWidth-130)p=-p;"
        "if(y<0||y>innerHeight-100)q=-q;a.style.left=x+'px';a.style.top=y+'px'},20)</script>",
        shows=_AD,
    ),
    page(
        "float-frames",
        LONG + "<div id=a style='position:fixed;left:0;top:0'>" + _PICTURE + "</div><script>var t=0,"
        "a=document.getElementById('a');(function g(){t+=.01;"
        "a.style.transform='translate('+(400+300*Math.sin(t*2))+'px,'+"
        "(200+150*Math.cos(t*3))+'px)';requestAnimationFrame(g)})()</script>",
        shows=_AD,
    ),
    page(
        "float-keyframes",
        LONG + "<div class=m>" + _PICTURE + "</div><style>.m{position:absolute;left:0;top:0;"
        "animation:x 9s linear infinite alternate,y 7s linear infinite alternate}@keyframes x{to{left:900px}}"
        "@keyframes y{to{top:500px}}</style>",
        shows=_AD,
    ),
    page("float-fixed", LONG + "<div style='position:fixed;right:10px;bottom:20px'>" + _PICTURE + "</div>", shows=_AD),
    page(
        "float-fixed-link",
        LONG + "<a href='sale.html' style='position:fixed;right:0;top:200px;background:red;color:#fff;"
        "padding:20px'>限时抢购</a>",
        shows=_AD,
    ),
    page(
        "float-couplet",
        LONG + "<div style='position:fixed;left:5px;top:100px'><img src=img/ad2.png></div>"
        "<div style='position:fixed;right:5px;top:100px'><img src=img/ad2.png></div>",
        shows=_AD,
    ),
    page(
        "float-couplet-one-wrapper",
        LONG + "<div style='position:fixed;left:0;right:0;top:120px;height:0'>"
        "<img src=img/ad2.png style='float:left'><img src=img/ad2.png style='float:right'></div>",
        shows=_AD,
    ),
    page(
        "float-follows-by-timer",
        LONG + "<div id=a style='position:absolute;right:10px;top:150px'>" + _PICTURE + "</div><script>"
        "var a=document.getElementById('a');setInterval(function(){var w=150+(document.documentElement.scrollTop||"
        "document.body.scrollTop),n=parseInt(a.style.top),d=(w-n)*.1;d=d>0?Math.ceil(d):Math.floor(d);"
        "a.style.top=n+d+'px'},10)</script>",
        shows=_AD,
        quirks=True,
    ),
    page(
        "float-follows-by-scroll",
        LONG + "<div id=a style='position:absolute;left:10px;top:150px'>" + _PICTURE + "</div><script>"
        "onscroll=function(){document.getElementById('a').style.top=150+scrollY+'px'}</script>",
        shows=_AD,
    ),
    page(
        "float-closable",
        LONG + "<div id=a style='position:fixed;left:20px;bottom:20px'>" + _PICTURE + "<br>"
        "<span onclick=\"document.getElementById('a').style.display='none'\">关闭</span></div>",
        shows=_AD,
    ),
    page(
        "float-background",
        LONG + "<div style='position:fixed;right:0;top:150px;width:120px;height:90px;"
        "background:url(img/ad.png)'></div>",
        shows=_AD,
    ),
    page(
        "float-appears-on-scroll",
        LONG + "<div id=a style='position:fixed;right:0;top:150px;display:none'>" + _PICTURE + "</div>"
        "<script>onscroll=function(){document.getElementById('a').style.display=scrollY>100?'block':'none'}</script>",
        shows=_AD,
    ),
    page(
        "float-with-fixed-header",
        "<header style='position:fixed;top:0;left:0;width:100%;background:#fff'><nav><a href=a.html>"
        "首页</a> <a href=b.html>商品</a></nav></header>"
        + LONG
        + "<div style='position:fixed;right:10px;bottom:20px'>"
        + _PICTURE
        + "</div>",
        shows=_AD,
    ),
    page(
        "float-slides-in-and-stays",
        LONG + "<div id=a style='position:fixed;right:0;bottom:-150px;transition:bottom .8s'>" + _PICTURE + "</div>"
        "<script>setTimeout(function(){document.getElementById('a').style.bottom=0},2000)</script>",
        shows=_AD,
    ),
    page(
        "float-crossed-marquees",
        LONG[:900] + "<marquee behavior=alternate direction=down width=700 height=400 scrollamount=4>"
        "<marquee behavior=alternate direction=right scrollamount=5>" + _PICTURE + "</marquee></marquee>",
        shows=_AD,
        quirks=True,
    ),
    page(
        "float-banner-at-the-lower-edge",
        LONG + "<div style='position:fixed;left:0;right:0;bottom:0;text-align:center'><a href='#'>"
        "<img src=img/1_big.png width=1000 height=70></a></div>",
        shows=_AD,
    ),
    page(
        "float-frame",
        LONG + "<iframe style='position:fixed;right:0;bottom:0;width:140px;height:110px;border:0' "
        "srcdoc='<img src=img/ad.png width=120 height=90>'></iframe>",
        shows=_AD,
    ),
    page(
        "float-bobbing",
        LONG + "<div class=m style='position:fixed;right:20px;bottom:60px'>" + _PICTURE + "</div><style>.m{animation:"
        "m 2s ease-in-out infinite alternate}@keyframes m{to{transform:translateY(-20px)}}</style>",
        shows=_AD,
    ),
]

BROKEN = [
    page(
        "float-not-nav",
        "<div style='position:fixed;top:0;left:0;width:100%;background:#eee'><a href=a.html>首页</a> "
        "<a href=b.html>商品</a> <a href=c.html>联系</a></div>" + LONG,
    ),
    page(
        "float-not-nav-with-logo",
        "<div style='position:fixed;top:0;left:0;width:100%;background:#eee'>"
        "<img src=img/ad.png height=50><a href=a.html>首页</a> <a href=b.html>商品</a></div>" + LONG,
    ),
    page(
        "float-not-side-nav",
        "<ul style='position:fixed;left:0;top:100px'><li><a href=a.html>首页</a><li><a href=b.html>商品</a>"
        "<li><a href=c.html>联系</a><li><a href=d.html>帮助</a></ul>" + LONG,
    ),
    page("float-not-top-button", LONG + "<a href='#' style='position:fixed;right:20px;bottom:20px'>返回顶部</a>"),
    page("float-not-static", _PICTURE + LONG),
    page("float-not-absolute", LONG + "<div style='position:absolute;right:10px;top:300px'>" + _PICTURE + "</div>"),
    page(
        "float-not-hidden",
        LONG + "<div style='position:fixed;right:10px;top:300px;visibility:hidden'>" + _PICTURE + "</div>",
    ),
    page(
        "float-not-missing-picture",
        LONG + "<div style='position:fixed;right:10px;top:300px'><img src=img/none.png width=120 height=90></div>",
    ),
    page("float-not-outside", LONG + "<div style='position:fixed;left:-400px;top:300px'>" + _PICTURE + "</div>"),
    page(
        "float-not-without-unit",
        LONG + "<div id=a style='position:absolute'>" + _PICTURE + "</div><script>var x=0;"
        "setInterval(function(){x+=2;document.getElementById('a').style.left=x},20)</script>",
    ),
    page(
        "float-not-static-moved",
        LONG + "<div id=a>" + _PICTURE + "</div><script>var x=0;setInterval(function(){x+=2;"
        "document.getElementById('a').style.left=x+'px'},20)</script>",
    ),
    page(
        "float-not-slides-in-once",
        LONG + "<div class=m>" + _PICTURE + "</div><style>.m{position:absolute;right:10px;top:200px;"
        "animation:m 1s both}@keyframes m{from{right:-200px}}</style>",
    ),
    page(
        "float-not-follows-pointer",
        LONG + "<img id=a src=img/ad.png style='position:absolute;left:0;top:0'><script>"
        "onmousemove=function(e){var s=document.getElementById('a').style;s.left=e.pageX+15+'px';s.top=e.pageY+15+'px'}"
        "</script>",
    ),
    page(
        "float-not-one-way-marquee",
        LONG[:900] + "<marquee width=700 height=400>" + _PICTURE + "</marquee>",
        quirks=True,
        disputed="carousel floating_ad",
    ),
    page(
        "float-not-slides-in-on-the-page",
        LONG + "<div id=a style='position:absolute;right:0;top:900px;transition:top .8s'>" + _PICTURE + "</div>"
        "<script>setTimeout(function(){document.getElementById('a').style.top='300px'},1500)</script>",
    ),
    page(
        "float-not-panned-picture",
        "<div style='width:900px;height:300px;overflow:hidden'><img class=m src=img/1_big.png width=1100></div>"
        "<style>.m{animation:m 4s infinite alternate}@keyframes m{to{transform:translate(-150px,-120px)}}</style>"
        + LONG,
        disputed="carousel",
    ),
    page("float-not-ground", "<div style='position:fixed;inset:0;z-index:-1;background:url(img/1.png)'></div>" + LONG),
    page("float-not-ground-attachment", LONG, head="<style>body{background:url(img/1.png) fixed}</style>"),
    page(
        "float-not-carousel-slide",
        "<div style='width:300px;height:200px;overflow:hidden;position:relative'>"
        "<div id=s style='position:absolute;width:900px;font-size:0'><img src=img/1.png><img src=img/2.png>"
        "<img src=img/3.png>"
        "</div></div>" + LONG + "<script>var n=0,x=0;setInterval(function(){n=(n+1)%3},1500);setInterval(function(){"
        "x+=(-300*n-x)*.2;document.getElementById('s').style.left=x+'px'},30)</script>",
        shows="carousel",
    ),
    page(
        "float-not-under-the-page",
        "<div style='position:relative;z-index:5;background:#fff'>"
        + LONG
        + "</div><div style='position:fixed;right:0;top:200px;z-index:-1'>"
        + _PICTURE
        + "</div>",
    ),
    page(
        "float-not-in-turned-parent",
        "<div style='transform:rotate(0deg)'>"
        + LONG
        + "<div style='position:fixed;right:0;top:200px'>"
        + _PICTURE
        + "</div></div>",
    ),
    page(
        "float-not-zero-size",
        LONG + "<div style='position:fixed;right:0;top:200px;width:0;height:0;overflow:hidden'>" + _PICTURE + "</div>",
    ),
]
