# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scenario did, step by step: picture, tree, events, source line; one zip with a page to look at it. Kept when
the scenario fails; see --traces."""
import contextlib
import html
import json
import pathlib
import time
import traceback
import zipfile

from selenium.common.exceptions import WebDriverException
from urllib3.exceptions import HTTPError

from .waiting import pause

HERE = str(pathlib.Path(__file__).resolve().parent)

PAGE = """<!doctype html><meta charset="utf-8"><title>{title}</title><style>
body{{margin:0;font:14px/1.4 sans-serif;display:grid;grid-template-columns:340px 1fr;height:100vh;color:#1c1b1a}}
#steps{{overflow:auto;border-right:1px solid #ddd;margin:0;padding:0;list-style:none}}
#steps li{{padding:6px 12px;border-bottom:1px solid #eee;cursor:pointer}} #steps li.bad{{background:#fde8e4}}
#steps li.on{{background:#e6eef8}} small{{color:#666;display:block}} #right{{overflow:auto;padding:12px}}
img{{max-width:100%;border:1px solid #ccc}} pre{{background:#f6f5f3;padding:8px;overflow:auto;white-space:pre-wrap}}
h1{{font-size:16px;margin:0 0 8px}} summary{{cursor:pointer;margin-top:10px}}</style>
<ol id="steps"></ol><div id="right"><h1>{title}</h1><pre id="error">{error}</pre><div id="shown"></div></div>
<script>const steps={steps};const list=document.getElementById("steps");const shown=document.getElementById("shown");
function text(tag,words,parent){{const e=document.createElement(tag);e.textContent=words;parent.append(e);return e}}
function show(i){{[...list.children].forEach((c,n)=>c.classList.toggle("on",n===i));const s=steps[i];
shown.replaceChildren();text("h1",s.what,shown);text("small",s.where+" · "+s.at+" s",shown);
if(s.error)text("pre",s.error,shown);for(const v of s.views){{const m=document.createElement("img");m.src=v.picture;
shown.append(m);for(const [n,k] of [["Tree","tree"],["Events","events"]]){{const d=document.createElement("details");
text("summary",n,d);text("pre",v[k]||"",d);shown.append(d)}}}}}}
steps.forEach((s,i)=>{{const l=text("li",(i+1)+". "+s.what,list);text("small",s.where,l);if(s.error)l.className="bad";
l.onclick=()=>show(i)}});
document.onkeydown=e=>{{const at=[...list.children].findIndex(c=>c.className.includes("on"));
if(e.key==="ArrowDown"&&at<steps.length-1)show(at+1);if(e.key==="ArrowUp"&&at>0)show(at-1)}};
if(steps.length)show(steps.length-1);</script>"""


def _caller():
    """The line of the script that is being run."""
    for frame in reversed(traceback.extract_stack()):
        if not frame.filename.startswith(HERE) and "contextlib" not in frame.filename:
            return "%s:%d" % (pathlib.Path(frame.filename).name, frame.lineno)
    return ""


class Trace:
    """Of one scenario, all its windows. `folder` None = none is kept."""

    def __init__(self, folder, title, with_pictures=True):
        self.title = title
        self.folder = folder
        self.with_pictures = with_pictures
        self.steps = []
        self.files = {}
        self._apps = []
        self._seen = {}
        self._start = time.monotonic()
        self._depth = 0

    def add(self, app):
        self._apps.append(app)
        self._seen[app] = 0

    def attach(self, name, content):
        """Another file for the zip."""
        self.files[name] = content

    @contextlib.contextmanager
    def step(self, what):
        self._depth += 1
        step = {"what": what, "where": _caller(), "at": round(time.monotonic() - self._start, 2), "error": "",
                "views": []}
        try:
            yield
        except BaseException as e:
            step["error"] = str(e)
            raise
        finally:
            self._depth -= 1
            if self._depth == 0 and self.folder is not None:
                self._look(step)
                self.steps.append(step)
            if self._depth == 0 and self._apps and self._apps[-1].slow_motion:
                pause(self._apps[-1].slow_motion)

    def _look(self, step):
        for number, app in enumerate(self._apps):
            if app.driver is None or not app.is_running():
                continue
            view = {"picture": "", "tree": "", "events": ""}
            name = "%03d-%d" % (len(self.steps) + 1, number + 1)
            with contextlib.suppress(WebDriverException, HTTPError, OSError):
                if self.with_pictures or step["error"]:
                    view["picture"] = "steps/%s.png" % name
                    self.files[view["picture"]] = app.picture()
                if not self.with_pictures and not step["error"]:
                    continue
                view["tree"] = app.source()
                new = app.vendor("events", since=self._seen[app])
                view["events"] = "\n".join(json.dumps(one, ensure_ascii=False) for one in new["lines"])
                self._seen[app] = new["next"]
            step["views"].append(view)

    def last_look(self, error):
        """When the scenario itself failed, between two steps."""
        step = {"what": "the scenario failed", "where": "", "at": round(time.monotonic() - self._start, 2),
                "error": error, "views": []}
        self._look(step)
        self.steps.append(step)

    def save(self, error=""):
        """The path of the zip."""
        path = pathlib.Path(self.folder) / (self.title.replace("/", "-").replace("::", "-") + ".zip")
        path.parent.mkdir(parents=True, exist_ok=True)
        steps = json.dumps(self.steps, ensure_ascii=False).replace("</", "<\\/")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("index.html", PAGE.format(title=html.escape(self.title), steps=steps,
                                                    error=html.escape(error)))
            file.writestr("trace.json", json.dumps(self.steps, ensure_ascii=False, indent=1))
            for name, content in self.files.items():
                file.writestr(name, content)
            for number, app in enumerate(self._apps):
                file.writestr("stderr-%d.txt" % (number + 1), app.said())
        return path
