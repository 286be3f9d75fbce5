# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten scenarios by clients that nobody here wrote: npm's selenium-webdriver and webdriverio. Left out where
tests/support/peers/install_npm_peers has not been run."""
import json
import os
import pathlib
import shutil
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[3]
NPM = pathlib.Path(os.environ.get("ROOST_NPM", TOP / "build" / "npm"))


@pytest.mark.parametrize("client, package", [("selenium", "selenium-webdriver"), ("webdriverio", "webdriverio")])
def test_ten_scenarios(roost, world, client, package):
    if not shutil.which("node") or not (NPM / "node_modules" / package).is_dir():
        if os.environ.get("ROOST_REQUIRE_ALL"):
            pytest.fail("%s is not in %s; see tests/support/peers/install_npm_peers" % (package, NPM))
        pytest.skip(package + " is not installed")
    bob, carol = world.contact("Bob"), world.contact("Carol")
    phone = bob.goes_online("phone", "phone")
    phone.echoes = True
    app = roost(None, drive=False)
    facts = {"webdriver": app.url, "me": world.me.jid, "password": world.me.password, "bob": bob.jid,
             "carol": carol.jid}
    answer = subprocess.run(["node", str(TOP / "tests/scripts/peers/scenarios.mjs"), client, json.dumps(facts)],
                            env={**os.environ, "ROOST_NPM": str(NPM)}, capture_output=True, text=True, timeout=180)
    lines = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
    failed = [one for one in lines if not one["ok"]]
    assert not failed and len(lines) == 10 and answer.returncode == 0, (failed, answer.stderr[-2000:])
