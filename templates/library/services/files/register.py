"""Enter services, their endpoints and their users in Keystone's catalogue. Can be repeated.

Reads /etc/kiln/register.json: {url, password, region, services: [{name, type, url}],
passwords: {user: password}, roles: [name], domains: {name: {user, password}}}. Plain HTTP and
nothing imported but the standard library: the usual client takes two seconds to load.
"""

import json
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 60  # seconds until the identity service has to answer

with open("/etc/kiln/register.json", encoding="utf-8") as file:
    spec = json.load(file)
token = None


def call(method, path, body=None):
    """Answer of one request as (headers, value). Trouble on the way is tried again."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    if token:
        headers["X-Auth-Token"] = token
    end = time.monotonic() + PATIENCE
    while True:
        request = urllib.request.Request(
            spec["url"] + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
                return answer.headers, json.loads(text) if text else None
        except urllib.error.HTTPError as problem:
            if problem.code < 500 or time.monotonic() > end:
                sys.exit(f"{method} {path}: {problem.code} {problem.read().decode(errors='replace')}")
        except OSError as problem:
            if time.monotonic() > end:
                sys.exit(f"{method} {path}: {problem}")
        time.sleep(0.3)


known = {}  # kind -> entries, read once


def ensure(kind, wanted, **more):
    """The id of the entry that has the wanted values, made or changed so that it has more, too."""
    if kind not in known:
        known[kind] = call("GET", f"/{kind}s")[1][f"{kind}s"]
    for entry in known[kind]:
        if all(entry.get(key) == value for key, value in wanted.items()):
            # A password never comes back, so it is always set.
            if any(entry.get(key) != value for key, value in more.items()):
                call("PATCH", f"/{kind}s/{entry['id']}", {kind: more})
            return entry["id"]
    entry = call("POST", f"/{kind}s", {kind: {**wanted, **more}})[1][kind]
    known[kind].append(entry)
    return entry["id"]


token = call("POST", "/auth/tokens", {"auth": {
    "identity": {"methods": ["password"], "password": {"user": {
        "name": "admin", "domain": {"id": "default"}, "password": spec["password"]}}},
    "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}})[0]["X-Subject-Token"]

project = ensure("project", {"name": "service", "domain_id": "default"})
roles = [ensure("role", {"name": name}) for name in ("admin", "service")]
for name in spec["roles"]:
    ensure("role", {"name": name})
for name, owner in spec["domains"].items():
    domain = ensure("domain", {"name": name})
    user = ensure("user", {"name": owner["user"], "domain_id": domain}, password=owner["password"])
    call("PUT", f"/domains/{domain}/users/{user}/roles/{roles[0]}")
for name, password in spec["passwords"].items():
    user = ensure("user", {"name": name, "domain_id": "default"}, password=password)
    for role in roles:
        call("PUT", f"/projects/{project}/users/{user}/roles/{role}")
for service in spec["services"]:
    entry = ensure("service", {"name": service["name"], "type": service["type"]})
    for interface in ("public", "internal", "admin"):
        place = {"service_id": entry, "interface": interface, "region_id": spec["region"]}
        ensure("endpoint", place, url=service["url"])
print("users:", *spec["passwords"], "services:", *(s["name"] for s in spec["services"]))
