"""How pages for passers-by look: one style sheet, written into each of them."""

STYLE = """
:root{color-scheme:light dark;--bg:#f2f5f0;--card:#fff;--sunk:#e8ede6;--ink:#12201a;--ink2:#54645b;
--line:#e3e9e1;--brand:#0b7951;--blue:#3f74d8}
@media(prefers-color-scheme:dark){:root{--bg:#0b1410;--card:#131e19;--sunk:#1c2a23;--ink:#e7f1eb;
--ink2:#a2b4aa;--line:#203029;--brand:#3dd491;--blue:#86aeff}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);
font:16px/1.5 Roboto,system-ui,"Noto Sans CJK SC",sans-serif}
header,main,footer{max-width:640px;margin:0 auto;padding:14px 16px}
header{display:flex;justify-content:space-between;align-items:center;gap:12px}
a{color:var(--brand);text-decoration:none}a:hover{text-decoration:underline}
header a{min-width:44px;padding:10px 0;text-align:center;white-space:nowrap}
header b{white-space:normal}main>p{margin:0 0 12px;padding:0 4px}
header span{display:flex;align-items:center;gap:6px}
p .join{margin:.3rem 0}
.join{display:inline-block;padding:10px 18px;border-radius:14px;background:var(--brand);
color:var(--card);font-weight:600}
article,section{background:var(--card);border-radius:22px;padding:16px;margin:0 0 12px}
.by{display:flex;gap:12px;align-items:center}.by img,.no{width:48px;height:48px;border-radius:34%;
background:var(--sunk);display:block}.by b{display:block}.face{position:relative;flex:none}
.mark{position:absolute;right:-6px;bottom:-6px;width:22px;height:22px;fill:var(--brand)}
.mark.organisation{fill:var(--blue)}.mark *{stroke:var(--card);stroke-width:2}.mark path{fill:none}
small,.soft{color:var(--ink2)}
h1{font-size:1.5rem;line-height:1.25;margin:.6rem 0 0}p{margin:.6rem 0 0;white-space:pre-wrap;
overflow-wrap:anywhere}.text{font-size:1.06rem}
.pics{display:grid;grid-template-columns:repeat(auto-fit,minmax(30%,1fr));gap:4px;margin:.8rem 0 0;
border-radius:18px;overflow:hidden}.pics img,.pics video{width:100%;height:auto;display:block;
background:var(--sunk)}.many img{aspect-ratio:1;object-fit:cover}audio{width:100%;margin:.8rem 0 0}
.of{background:var(--sunk);border-radius:18px;padding:12px;margin:.8rem 0 0}
.n{display:flex;gap:18px;margin:.8rem 0 0;color:var(--ink2)}ul{list-style:none;margin:.6rem 0 0;
padding:0}li{border-top:1px solid var(--line);padding:10px 0}li ul{margin:0 0 0 18px}
img.e{width:auto;height:1.2em;vertical-align:-.25em;border-radius:0;background:none}
@media(prefers-color-scheme:dark){.map{filter:invert(.91) hue-rotate(180deg)}}
form{display:flex;gap:8px;margin:.8rem 0 0}input[type=search]{flex:1;min-width:0;font:inherit;
color:inherit;background:var(--sunk);border:1px solid var(--line);border-radius:14px;
padding:10px 14px;appearance:none}button{font:inherit;font-weight:600;color:var(--card);border:0;
background:var(--brand);border-radius:14px;padding:10px 18px}.tags{display:flex;flex-wrap:wrap;
gap:8px}.tags>*{background:var(--sunk);color:var(--ink);border-radius:14px;padding:10px 14px}
.bar{background:var(--sunk);border-radius:12px;padding:8px 12px;margin:6px 0 0}
"""
