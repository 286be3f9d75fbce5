#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a private Prosody for the demo world: make_server.py WORLD.json DIR PORT

Writes DIR/prosody.cfg.lua for the WebSocket ws://127.0.0.1:PORT/xmpp-websocket and, where they are missing, the
accounts and contact lists of everybody. Standard library only.
"""
import json
import os
import sys

CONFIG = """\
-- The private server of the demo world; written by make_server.py.
data_path = "{dir}/data"
pidfile = "{dir}/prosody.pid"
run_as_root = {root}
daemonize = false
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ }}
c2s_direct_tls_ports = {{ }}
s2s_ports = {{ }}
http_interfaces = {{ "127.0.0.1" }}
http_ports = {{ {port} }}
https_ports = {{ }}
log = {{ {{ levels = {{ min = "info" }}, to = "file", filename = "{dir}/prosody.log" }} }}
c2s_require_encryption = false -- only this machine can reach it
authentication = "internal_hashed"
storage = "internal"
archive_expires_after = "never"
default_archive_policy = true
smacks_hibernation_time = 30
http_host = "{domain}"
http_default_host = "{domain}"
modules_enabled = {{
  "roster"; "saslauth"; "disco"; "private"; "pep"; "vcard4"; "vcard_legacy"; "blocklist"; "carbons"; "mam"; "smacks";
  "csi_simple"; "ping"; "time"; "version"; "posix"; "websocket"; "http"; "presence"; "message"; "iq"; "offline"; "c2s";
}}
modules_disabled = {{ "s2s" }}
VirtualHost "{domain}"
"""


def lua(text):
    """A Lua string: all but plain ASCII as bytes."""
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else f"\\{b:03d}" for b in text.encode()) + '"'


def encoded(name):
    """A name as Prosody's file store writes it."""
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02x}" for b in name.encode())


def roster(entries):
    lines = ["return {", "\t[false] = { [\"version\"] = 1; };"]
    for jid, name, groups in entries:
        listed = " ".join(f"[{lua(g)}] = true;" for g in groups)
        lines.append(f'\t[{lua(jid)}] = {{ ["subscription"] = "both"; ["name"] = {lua(name)}; ["groups"] = {{ {listed} }}; }};')
    return "\n".join(lines + ["};", ""])


def write_new(path, text):
    if not os.path.exists(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def main():
    world_file, folder, port = sys.argv[1:4]
    with open(world_file, encoding="utf-8") as file:
        world = json.load(file)
    domain, account = world["domain"], world["account"]
    data = os.path.join(folder, "data", encoded(domain))
    for store in ("accounts", "roster"):
        os.makedirs(os.path.join(data, store), exist_ok=True)
    contacts = world["contacts"]
    me = f"{account}@{domain}"
    for user in [account] + [c["user"] for c in contacts] + [world["stranger"]["user"]]:
        write_new(os.path.join(data, "accounts", encoded(user) + ".dat"),
                  f'return {{ ["password"] = {lua("pw-" + user)}; }};\n')
    write_new(os.path.join(data, "roster", encoded(account) + ".dat"),
              roster((f"{c['user']}@{domain}", c["name"], c["labels"]) for c in contacts))
    for contact in contacts:
        write_new(os.path.join(data, "roster", encoded(contact["user"]) + ".dat"), roster([(me, "Joe", ["Friends"])]))
    with open(os.path.join(folder, "prosody.cfg.lua"), "w", encoding="utf-8") as file:
        file.write(CONFIG.format(dir=folder, port=int(port), domain=domain, root="true" if os.getuid() == 0 else "false"))


if __name__ == "__main__":
    main()
