#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules find what they are for, and let good code be."""
import importlib.util
import os
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("lint", os.path.join(HERE, "lint.py"))
lint = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lint)


def found(rule, files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)) or root, exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        return [f"{path}:{line}" for path, line, _ in lint.RULES[rule](lint.Tree(root))]


class Rules(unittest.TestCase):
    def test_layering(self):
        self.assertEqual(found("layering", {
            "app/base/a.h": '#include <QString>\n#include "base/b.h"\n#include "domain/c.h"\n',
            "app/xmpp/b.h": '#include <QWebSocket>\n#include "storage/b.h"\n#include <QtWidgets/QLabel>\n',
            "app/domain/account/c.cpp":
                '#include "xmpp/b.h"\n#include <QImage>\nauto x = tr("hello");\n// tr("no")\n',
            "app/domain/contacts/d.h": '#include "domain/contacts/e.h"\n#include "domain/threads/f.h"\n',
            "app/domain/g.h": "",
            "ui/models/d.cpp": '#include <QLabel>\n#include "domain/c.h"\n#include "storage/records.h"\n',
            "ui/widgets/look/e.cpp": '#include <QLabel>\n#include "platform/f.h"\n#include "models/d.h"\n',
            "ui/widgets/window/f.cpp": '#include "widgets/look/e.h"\n',
            "ui/main.cpp": '#include "platform/f.h"\n#include "widgets/look/e.h"\n',
        }), ["app/base/a.h:3", "app/domain/g.h:1", "app/domain/account/c.cpp:2", "app/domain/account/c.cpp:3",
             "app/domain/contacts/d.h:2", "app/xmpp/b.h:2", "app/xmpp/b.h:3", "ui/models/d.cpp:1", "ui/models/d.cpp:3",
             "ui/widgets/look/e.cpp:2"])

    def test_sizes(self):
        def body(lines):
            return "void f()\n{\n" + "    g();\n" * lines + "}\n"
        self.assertEqual(found("sizes", {"app/base/a.cpp": body(61), "app/base/b.h": "\n" * 201,
                                         "app/base/c.cpp": body(60), "ui/d.cpp": "//\n" * 501,
                                         "ui/e.cpp": "//\n" * 500, "tests/unit/f.cpp": body(80) + "//\n" * 501,
                                         "tests/unit/g.cpp": body(81)}),
                         ["app/base/a.cpp:2", "app/base/b.h:201", "ui/d.cpp:501", "tests/unit/g.cpp:2"])

    def test_registry(self):
        files = {
            "app/xmpp/extensions/registry.cpp":
                '#include "xmpp/extensions/xep0030_disco.h"\n#include "xmpp/extensions/xep0280_carbons.h"\n',
            "app/xmpp/extensions/xep0333_markers.cpp": "",
            "app/xmpp/extensions/xep0333_markers.h": "class Markers final : public Extension\n{\n};\n",
            "resources/doap.xml": "https://xmpp.org/extensions/xep-0030.html",
            "tests/unit/xmpp/test_disco.cpp": '#include "xmpp/extensions/xep0030_disco.h"\n',
        }
        self.assertEqual(found("registry", files), ["app/xmpp/extensions/registry.cpp:2"] * 2
                         + ["app/xmpp/extensions/xep0333_markers.cpp:1"])

    def test_names(self):
        self.assertEqual(found("names", {"ui/widgets/a.cpp": """
auto *good = new QPushButton(this);
good->setObjectName(u"good"_s);
good->setAccessibleName(tr("Good"));
auto *half = new QLineEdit(this);
half->setObjectName(u"half"_s);
m_bad = new QComboBox(this);
"""}), ["ui/widgets/a.cpp:5", "ui/widgets/a.cpp:7", "ui/widgets/a.cpp:7"])

    def test_plaintext(self):
        self.assertEqual(found("plaintext", {"ui/widgets/a.cpp": """
auto *good = new QLabel(this);
good->setTextFormat(Qt::PlainText);
auto *bad = new QLabel(this);
document.setHtml(text);
"""}), ["ui/widgets/a.cpp:4", "ui/widgets/a.cpp:5"])

    def test_words(self):
        self.assertEqual(found("words", {"app/base/a.h": "class ThingManager\n{\n};\n// TO" + "DO later\nclass Manager;\n",
                                         "README.md": "see /wor" + "k/here\n"}),
                         ["app/base/a.h:1", "app/base/a.h:4", "README.md:1"])

    def test_waits(self):
        self.assertEqual(found("waits", {
            "tests/unit/t.cpp": "QTest::qWait(100);\nspy.wait();\nQTest::qWaitFor(f);\nQThread::msleep(1);\n",
            "ui/widgets/w.cpp": "dialog.exec();\nquery.exec();\ndialog->open();\nQEventLoop loop;\n",
            "app/base/a.cpp": "future.waitForFinished();\n// sleep(1)\n"}),
            ["app/base/a.cpp:1", "ui/widgets/w.cpp:1", "ui/widgets/w.cpp:4", "tests/unit/t.cpp:1", "tests/unit/t.cpp:4"])

    def test_lifetimes(self):
        self.assertEqual(found("lifetimes", {"app/a.cpp": "for (const auto &each : *load(1, {}))\n    use(each);\n"
                                             "for (const auto &each : *loaded)\n    use(each);\n"
                                             "for (const auto &each : load().value_or({}))\n    use(each);\n"}),
                         ["app/a.cpp:1"])

    def test_licence(self):
        self.assertEqual(found("licence", {"app/a.cpp": "int a;\n", "app/b.cpp":
                                           "// SPDX-License-Identifier: GPL-3.0-or-later\n", "check": "#!/bin/sh\n"}),
                         ["app/a.cpp:1", "check:1"])

    def test_constants(self):
        self.assertEqual(found("constants", {"app/base/a.cpp": "constexpr int kMost = 3;\nconstexpr int most = 3; // kMost\n"
                                                               "const QString kNames[] = {};\nconst auto kind = 1;\n"
                                                               "int f(const QString &kText);\n",
                                             "app/base/a.h": "    static constexpr std::size_t kWindow{64};\n"}),
                         ["app/base/a.cpp:1", "app/base/a.cpp:3", "app/base/a.h:1"])

    def test_docs(self):
        self.assertEqual(found("docs", {"app/base/a.h":
                                        "#pragma once\n/// A thing.\nclass A\n{\n};\nclass Forward;\nstruct B\n{\n};\n",
                                        "app/base/b.h": "int b;\n"}), ["app/base/a.h:7", "app/base/b.h:1"])

    def test_ids(self):
        contract = '{"ids": {"a": {}}, "removed": {"b": "1.0.0", "c": "1.0.0"}}'
        self.assertEqual(found("ids", {"resources/ui-ids.json": contract, "CHANGELOG.md": "- `b` is gone.\n"}),
                         ["resources/ui-ids.json:1"])
        self.assertEqual(found("ids", {"resources/ui-ids.json": '{"ids": {"a": {}}}', "CHANGELOG.md": ""}), [])

    def test_format(self):
        with open(os.path.join(HERE, "..", "..", ".clang-format"), encoding="utf-8") as file:
            style = file.read()
        self.assertEqual(found("format", {".clang-format": style, "app/a.cpp": "int  a ;\n", "app/b.cpp": "int b;\n"}),
                         ["app/a.cpp:1"])


if __name__ == "__main__":
    unittest.main()
