#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the source tree that the compiler cannot see.

usage: lint.py [--root DIR] [RULE...]      without RULE: all of them

Each finding is one line, path:line: what. Exit 1 if there is any. Standard library only.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys

CODE = (".cpp", ".h")
FOLDERS = ("app", "ui", "tests", "installer", "resources", "translations")
SKIPPED = {"build", "node_modules", "__pycache__", ".git", "fixtures", "corpus"}


class Tree:
    """The files under one root, read once."""

    def __init__(self, root):
        self.root = root
        self.texts = {}
        for folder in FOLDERS:
            for where, names, files in os.walk(os.path.join(root, folder)):
                names[:] = sorted(n for n in names if n not in SKIPPED)
                for name in sorted(files):
                    self.texts.setdefault(os.path.relpath(os.path.join(where, name), root), None)
        for name in sorted(os.listdir(root)) if os.path.isdir(root) else []:
            if name != ".git" and os.path.isfile(os.path.join(root, name)):
                self.texts[name] = None

    def files(self, *prefixes, ends=CODE):
        return [p for p in self.texts if p.endswith(ends) and (not prefixes or p.startswith(prefixes))]

    def text(self, path):
        if path not in self.texts:
            return ""  # asked for on the off chance (the header of a source): not a file of the tree
        if self.texts[path] is None:
            try:
                with open(os.path.join(self.root, path), encoding="utf-8") as file:
                    self.texts[path] = file.read()
            except (UnicodeDecodeError, OSError):
                self.texts[path] = ""
        return self.texts[path]

    def lines(self, path):
        return self.text(path).split("\n")

    def code_lines(self, path):
        """Lines with comments and the contents of plain string literals blanked; numbering is kept."""
        text = self.text(path)
        pattern = r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\''

        def blank(match):
            found = match.group(0)
            if found.startswith('"'):
                return '"' + " " * (len(found) - 2) + '"'
            return re.sub(r"[^\n]", " ", found)

        return re.sub(pattern, blank, text, flags=re.S).split("\n")


# --- layering -------------------------------------------------------------------------------------------------

MODULES = {"QtCore", "QtNetwork", "QtWebSockets", "QtSql", "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtDBus",
           "QtTest", "QtMultimedia", "QtConcurrent", "QtXml", "QtPrintSupport", "QtOpenGL"}
# layer -> (own layers it may include, Qt modules it may include)
LAYERS = {
    "app/base": ({"base"}, {"QtCore"}),
    "app/xmpp": ({"base", "xmpp"}, {"QtCore", "QtNetwork", "QtWebSockets", "QtConcurrent"}),
    "app/storage": ({"base", "storage"}, {"QtCore"}),
    "app/media": ({"base", "media"}, {"QtCore", "QtMultimedia"}),
    "app/domain": ({"base", "xmpp", "storage", "domain"}, {"QtCore"}),
    "ui/models": ({"base", "xmpp", "storage", "domain", "models"}, {"QtCore"}),
    "ui/widgets": ({"base", "xmpp", "storage", "domain", "models", "widgets"}, MODULES - {"QtSql", "QtTest"}),
    "ui/platform": ({"base", "xmpp", "storage", "domain", "models", "platform"}, MODULES - {"QtSql", "QtTest"}),
    "ui/automation": ({"base", "xmpp", "storage", "domain", "models", "automation"}, MODULES - {"QtSql", "QtTest"}),
}
# Folders inside a layer -> the folders of the same layer that they may include.
FOLDERS_INSIDE = {
    "domain": {
        "contacts": {"contacts"},
        "threads": {"contacts", "threads"},
        "calls": {"contacts", "threads", "calls"},
        "rooms": {"contacts", "threads", "rooms"},
        "account": {"contacts", "threads", "calls", "rooms", "account"},
    },
    "widgets": {
        "look": {"look"},
        "controls": {"look", "controls"},
        "contacts": {"look", "controls", "contacts"},
        "dialogs": {"look", "controls", "dialogs"},
        "thread": {"look", "controls", "dialogs", "thread"},
        "window": {"look", "controls", "contacts", "dialogs", "thread", "window"},
    },
}
# Rows of the database: ui sees the values of the domain.
RECORDS = re.compile(r"storage/\w*records\.h$|storage/\w+_table\.h$")
OWN = {"base", "xmpp", "storage", "media", "domain", "models", "widgets", "platform", "automation"}


def qt_headers():
    """Header name -> module, from the Qt that is installed here; a short list where there is none."""
    table = {}
    for top in ("/usr/include", "/usr/local/include"):
        for candidate in [top] + [os.path.join(top, n) for n in sorted(os.listdir(top))] if os.path.isdir(top) else []:
            folder = os.path.join(candidate, "qt6")
            for module in sorted(MODULES):
                path = os.path.join(folder, module)
                if os.path.isdir(path):
                    for name in os.listdir(path):
                        table.setdefault(name, module)
    for name in "QWidget QLabel QDialog QApplication QMainWindow QListView QAbstractItemView".split():
        table.setdefault(name, "QtWidgets")
    for name in "QImage QColor QIcon QPixmap QPainter QFont QGuiApplication".split():
        table.setdefault(name, "QtGui")
    for name in "QSqlDatabase QSqlQuery".split():
        table.setdefault(name, "QtSql")
    table.setdefault("QTcpSocket", "QtNetwork")
    table.setdefault("QWebSocket", "QtWebSockets")
    return table


def layering(tree):
    headers = qt_headers()
    for path in tree.files("app/", "ui/"):
        layer = "/".join(path.split("/")[:2])
        if path.count("/") == 1:
            continue  # ui/main.cpp, the composition root
        if layer not in LAYERS:
            yield path, 1, f"{layer} is not a known layer"
            continue
        own, qt = LAYERS[layer]
        inside = FOLDERS_INSIDE.get(layer.split("/")[1])
        folder = path.split("/")[2]
        if inside and folder not in inside:
            yield path, 1, f"{layer} has the folders {', '.join(inside)}"
            continue
        for number, line in enumerate(tree.lines(path), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not match:
                continue
            name = match.group(2)
            first = name.split("/")[0]
            if match.group(1) == '"' and name.endswith(".moc"):
                continue
            if match.group(1) == '"' and first not in OWN:
                yield path, number, f"include by the path from app/ or ui/, not {name}"
            elif first in OWN and first not in own:
                yield path, number, f"{layer} must not include {name}"
            elif layer.startswith("ui/") and RECORDS.match(name):
                yield path, number, f"{layer} must not include {name}"
            elif inside and name.startswith(layer.split("/")[1] + "/") and name.split("/")[1] not in inside[folder]:
                yield path, number, f"{layer}/{folder} must not include {name}"
            elif match.group(1) == "<":
                module = first if first in MODULES else headers.get(name)
                if module and module not in qt:
                    yield path, number, f"{layer} must not include {name} of {module}"
        if layer.startswith("app/"):
            for number, line in enumerate(tree.code_lines(path), 1):
                if re.search(r"(?<![\w.>])(tr|QT_TR_NOOP|QT_TRANSLATE_NOOP|translate)\s*\(", line):
                    yield path, number, "app/ makes no sentences: no tr()"


# --- sizes ----------------------------------------------------------------------------------------------------

HEADER_LINES, SOURCE_LINES, FUNCTION_LINES = 200, 500, 60
# A test, and a file of tests, tells one long story.
TEST_SOURCE_LINES, TEST_FUNCTION_LINES = 900, 80


def functions(tree, path):
    """(line of the opening brace, lines inside) of what stands at the left margin, as the format makes it."""
    start = None
    for number, line in enumerate(tree.code_lines(path), 1):
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start:
            if line.rstrip() == "}":
                yield start, number - start - 1
            start = None


def sizes(tree):
    longest = (0, "", 0)
    for path in tree.files("app/", "ui/", "tests/"):
        count = tree.text(path).count("\n")
        is_test = path.startswith("tests/")
        limit = HEADER_LINES if path.endswith(".h") else TEST_SOURCE_LINES if is_test else SOURCE_LINES
        if count > limit:
            yield path, count, f"{count} lines, more than {limit}: it is two things"
        if path.endswith(".cpp"):
            for line, length in functions(tree, path):
                longest = max(longest, (length, path, line))
                most = TEST_FUNCTION_LINES if is_test else FUNCTION_LINES
                if length > most:
                    yield path, line, f"a function of {length} lines, more than {most}"
    print(f"note: the longest function has {longest[0]} lines ({longest[1]}:{longest[2]})")


# --- registry -------------------------------------------------------------------------------------------------

def registry(tree):
    """Every extension that is registered is declared to the world and tested."""
    path = "app/xmpp/extensions/registry.cpp"
    if path not in tree.texts:
        return
    doap = tree.text("resources/doap.xml")
    if not doap:
        yield "resources/doap.xml", 1, "is missing"
    listed = set()
    tests = {p: tree.text(p) for p in tree.files("tests/unit/", "tests/integration/")}
    for number, line in enumerate(tree.lines(path), 1):
        match = re.match(r'#include "xmpp/extensions/((xep(\d{4})|rfc(\d{4}))_\w+)\.h"', line)
        if not match:
            continue
        stem, xep, rfc = match.group(1), match.group(3), match.group(4)
        listed.add(stem)
        wanted = f"xep-{xep}.html" if xep else f"rfc{rfc}"
        if wanted not in doap:
            yield path, number, f"{stem}: no {wanted} in resources/doap.xml"
        if not any(f"xmpp/extensions/{stem}.h" in text for text in tests.values()):
            yield path, number, f"{stem}: no unit test includes it"
    for source in tree.files("app/xmpp/extensions/", ends=(".cpp",)):
        stem = os.path.basename(source)[:-4]
        numbered = re.match(r"(xep|rfc)\d{4}_\w+$", stem)
        if numbered and stem not in listed:
            header = tree.text(source[:-4] + ".h")
            if re.search(r"class \w+[^;{]*: public (\w+::)*Extension\b", header):
                yield source, 1, "an Extension that registry.cpp does not know"


# --- names ----------------------------------------------------------------------------------------------------

WIDGETS = ("PushButton ToolButton LineEdit TextEdit PlainTextEdit ComboBox CheckBox RadioButton ListView TableView "
           "TreeView ListWidget TableWidget SpinBox TabBar TabWidget Slider ProgressBar KeySequenceEdit ScrollArea "
           "StackedWidget").split()


def names(tree):
    """A widget that is made has a name for tests and one for those who do not see it."""
    made = re.compile(r"(\w+)\s*(?:=\s*new\s+|\(\s*new\s+|\{\s*new\s+)Q(" + "|".join(WIDGETS) + r")\s*[({]")
    for path in tree.files("ui/widgets/", ends=(".cpp",)):
        text = tree.text(path) + tree.text(path[:-4] + ".h")
        for number, line in enumerate(tree.code_lines(path), 1):
            for variable, kind in made.findall(line):
                if variable == "return":
                    continue
                for call in ("setObjectName", "setAccessibleName"):
                    if call == "setAccessibleName" and kind in ("ScrollArea", "StackedWidget", "TabWidget"):
                        continue
                    direct = re.search(rf"\b{variable}\s*(->|\.)\s*{call}\b", text)
                    # A function of the file that names what it is given, as nameWidget(widget, "id", tr("Name")).
                    given = re.search(rf"\b(?:set)?[nN]ame\w*\(\s*(?:\*|&)?{variable}\s*,", text)
                    if not direct and not given:
                        yield path, number, f"{variable} (Q{kind}) lacks {call}()"


# --- constants ------------------------------------------------------------------------------------------------

def constants(tree):
    """A constant is named like any other variable: in lowerCamelCase, without a k before it."""
    hungarian = re.compile(r"\b(?:constexpr|const|static|inline)\b[^;=(){]*[\s&*](k[A-Z]\w*)\s*(?:\[[^\]]*\]\s*)*[={(;]")
    for path in tree.files("app/", "ui/", "tests/"):
        for number, line in enumerate(tree.code_lines(path), 1):
            match = hungarian.search(line)
            if match:
                yield path, number, f"{match.group(1)}: name it without the k"


# --- plaintext ------------------------------------------------------------------------------------------------

def plaintext(tree):
    """What others wrote is never read as markup, so nothing is."""
    bad = re.compile(r"Qt::(RichText|AutoText|MarkdownText)|\b(setHtml|insertHtml|setMarkdown|toHtml|appendHtml)\s*\(")
    label = re.compile(r"(\w+)\s*(?:=\s*new\s+|\(\s*new\s+|\{\s*new\s+)QLabel\s*[({]")
    for path in tree.files("ui/"):
        text = tree.text(path)
        for number, line in enumerate(tree.code_lines(path), 1):
            if bad.search(line):
                yield path, number, f"only plain text: {bad.search(line).group(0)}"
            for variable in label.findall(line):
                if variable == "return":
                    continue
                if not re.search(rf"\b{variable}\s*->\s*setTextFormat\(\s*Qt::PlainText", text):
                    yield path, number, f"{variable} (QLabel) guesses its format: setTextFormat(Qt::PlainText)"


# --- words ----------------------------------------------------------------------------------------------------

WORDS = [
    (r"/wor[k]/", "a path of one machine"),
    (r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "finish it, or write it down where work is planned"),
    (r"(?i)co-auth" r"ored-by|\bcl" r"aude\b|\banth" r"ropic\b|\bsub" r"agent\b|\bchat" r"gpt\b|\bl" r"lm\b", "not a word of this project"),
]
CLASSES = re.compile(r"^\s*(?:class|struct)\s+(\w*(?:Manager|Helper|Util|Utils))\b(?!\s*;)")


def words(tree):
    for path in tree.texts:
        if path.endswith((".png", ".svg", ".ico", ".sqlite", ".db")) or path == "LICENSE":
            continue
        for number, line in enumerate(tree.lines(path), 1):
            for pattern, why in WORDS:
                match = re.search(pattern, line)
                if match:
                    yield path, number, f"{match.group(0)}: {why}"
            if path.endswith(CODE):
                match = CLASSES.match(line)
                if match:
                    yield path, number, f"{match.group(1)}: say what it is"


# --- waits ----------------------------------------------------------------------------------------------------

def waits(tree):
    """Tests wait for something that happens; the program never blocks its event loop."""
    sleeping = re.compile(r"\b(qWait|qSleep|msleep|usleep|sleep_for|sleep_until)\s*\(|QThread::sleep|(?<![\w:.])sleep\s*\(")
    blocking = re.compile(r"waitFor(Finished|Connected|ReadyRead|BytesWritten|Disconnected)\s*\(|\bQEventLoop\b|"
                          r"\bprocessEvents\s*\(|\.result\s*\(\s*\)\s*\.waitFor")
    nested = re.compile(r"(\w+)\s*(?:\.|->)\s*exec\s*\(\s*\)")
    for path in tree.files("tests/", "app/", "ui/"):
        for number, line in enumerate(tree.code_lines(path), 1):
            if sleeping.search(line):
                yield path, number, f"wait for what you need: {sleeping.search(line).group(0).strip()}"
            if path.startswith("tests/"):
                continue
            if blocking.search(line):
                yield path, number, f"never block: {blocking.search(line).group(0).strip()}"
            match = nested.search(line)
            if match and re.search(r"(?i)dialog|menu|box|loop", match.group(1)):
                yield path, number, f"a nested event loop: {match.group(0)}; use open() or popup()"
    for path in tree.files("tests/", ends=(".py", ".js", ".mjs")):
        if path.startswith("tests/lint/"):
            continue
        for number, line in enumerate(tree.lines(path), 1):
            if re.search(r"\btime\.sleep\s*\(|setTimeout\([^,]*resolve", line):
                yield path, number, "wait for what you need"


# --- lifetimes ---------------------------------------------------------------------------------------------------

def lifetimes(tree):
    """A loop keeps the value of a Result that a call returns: until C++23 its temporary ends before the loop."""
    dangling = re.compile(r"\bfor \([^;]*? : \*[\w.:>-]+\(.*\)\)")
    for path in tree.files("app/", "ui/", "tests/"):
        for number, line in enumerate(tree.code_lines(path), 1):
            if dangling.search(line):
                yield path, number, "the range is part of a temporary; keep the Result in a variable"


# --- licence --------------------------------------------------------------------------------------------------

def licence(tree):
    wanted = "SPDX-License-Identifier: GPL-3.0-or-later"
    for path in tree.texts:
        name = os.path.basename(path)
        if path.endswith(CODE + (".py", ".cmake", ".sh", ".js", ".mjs", ".sql")) or name == "CMakeLists.txt" \
                or path in ("check", "quickstart"):
            if wanted not in "\n".join(tree.lines(path)[:5]):
                yield path, 1, f"the first lines lack {wanted}"


# --- docs -----------------------------------------------------------------------------------------------------

def docs(tree):
    """Headers are read by people first: #pragma once, and a docstring on every class."""
    for path in tree.files("app/", "ui/", "tests/support/", ends=(".h",)):
        lines = tree.lines(path)
        if "#pragma once" not in lines[:6]:
            yield path, 1, "no #pragma once"
        for number, line in enumerate(lines, 1):
            match = re.match(r"(?:template\s*<.*>\s*)?(?:class|struct|enum class)\s+(?:\[\[\w+\]\]\s+)?(\w+)(?!.*;\s*$)", line)
            if not match:
                continue
            before = number - 2
            while before >= 0 and re.match(r"\s*(template|Q_\w+|\[\[)", lines[before]):
                before -= 1
            if before < 0 or not re.match(r"\s*///|.*\*/\s*$", lines[before]):
                yield path, number, f"{match.group(1)} has no /// docstring"


# --- ids ------------------------------------------------------------------------------------------------------

def ids(tree):
    """Scripts of others stand on the ids of the window: one that goes is told."""
    path = "resources/ui-ids.json"
    if path not in tree.texts:
        return
    for gone in json.loads(tree.text(path)).get("removed", {}):
        if f"`{gone}`" not in tree.text("CHANGELOG.md"):
            yield path, 1, f"`{gone}` is gone, and CHANGELOG.md does not say so"


# --- format ---------------------------------------------------------------------------------------------------

def format(tree):
    tool = shutil.which("clang-format") or shutil.which("clang-format-14")
    if not tool:
        yield ".clang-format", 1, "clang-format is not installed"
        return
    paths = tree.files("app/", "ui/", "tests/")
    for first in range(0, len(paths), 40):
        run = subprocess.run([tool, "--dry-run", "-Werror", "--ferror-limit=1"] + paths[first:first + 40], cwd=tree.root,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        for match in re.finditer(r"^(\S+?):(\d+):\d+: error: (.*)$", run.stdout, re.M):
            yield match.group(1), int(match.group(2)), match.group(3)


RULES = {f.__name__: f for f in (layering, sizes, registry, names, constants, plaintext, words, waits, lifetimes, licence, docs, ids, format)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--root", default=os.path.dirname(os.path.dirname(here)))
    parser.add_argument("rules", nargs="*", metavar="RULE", help=", ".join(RULES))
    arguments = parser.parse_args()
    unknown = [rule for rule in arguments.rules if rule not in RULES]
    if unknown:
        parser.error(f"no such rule: {', '.join(unknown)}")
    tree = Tree(arguments.root)
    count = 0
    for rule in arguments.rules or RULES:
        for path, line, what in RULES[rule](tree):
            print(f"{path}:{line}: {rule}: {what}")
            count += 1
    if count:
        print(f"{count} found")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
