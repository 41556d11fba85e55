"""Uses a server through the Python client of etcd; ends with status 0 if every answer is as expected."""

import sys

import etcd3


def check(actual, expected):
    if actual != expected:
        sys.exit("expected %r, got %r" % (expected, actual))


def main(port):
    client = etcd3.client(host="127.0.0.1", port=port, timeout=20)
    client.put("key", "value")
    value, meta = client.get("key")
    check(value, b"value")
    check(meta.version, 1)

    for name in ("p/a", "p/b"):
        client.put(name, name)
    check([value for value, _ in client.get_prefix("p/", sort_order="descend")], [b"p/b", b"p/a"])

    succeeded, _ = client.transaction(
        compare=[client.transactions.value("key") == "value", client.transactions.version("key") > 0],
        success=[client.transactions.put("key", "changed")],
        failure=[client.transactions.delete("key")],
    )
    check(succeeded, True)
    check(client.get("key")[0], b"changed")
    check(client.replace("key", "other", "none"), False)

    events, cancel = client.watch_prefix("p/")
    client.put("p/c", "new")
    event = next(events)
    check((event.key, event.value), (b"p/c", b"new"))
    cancel()

    lease = client.lease(1000)
    client.put("leased", "x", lease)
    check(lease.keys, [b"leased"])
    check([renewal.TTL for renewal in lease.refresh()], [1000])
    lease.revoke()
    check(client.get("leased"), (None, None))

    with client.lock("mutex", ttl=60) as lock:
        check(lock.is_acquired(), True)

    check(client.delete_prefix("p/").deleted, 3)
    check(len(list(client.members)), 1)
    check(client.status().leader.name, "default")
    client.compact(2, physical=True)
    client.defragment()
    client.close()


main(int(sys.argv[1]))
