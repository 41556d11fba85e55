package dev.pharos.etcdctl;

import java.util.Map;

/** Lines to type, for the help pages of commands that a list of flags does not explain. */
final class Examples {
    private static final Map<String, String> OF_COMMANDS = Map.ofEntries(
            Map.entry("put", """
                    etcdctl put greeting hello
                    etcdctl put greeting <file            # the value is all that is in the file
                    etcdctl put -- -key -value            # behind two dashes nothing is a flag
                    """),
            Map.entry("get", """
                    etcdctl get greeting
                    etcdctl get app/ --prefix --keys-only
                    etcdctl get a d                       # from a on, up to d and without it
                    etcdctl get greeting --rev=2          # as it was at a revision
                    """),
            Map.entry("del", """
                    etcdctl del greeting
                    etcdctl del app/ --prefix
                    etcdctl del a d --range               # from a on, up to d and without it
                    """),
            Map.entry("txn", """
                    etcdctl txn <<END
                    value("greeting") = "hello"
                    mod("greeting") > "1"

                    put greeting world

                    get greeting

                    END

                    Three paragraphs: what must hold, what is done then, what is done otherwise; an empty line ends
                    each of them. What can be compared is create, mod, version, value and lease, with =, !=, < and >.
                    """),
            Map.entry("watch", """
                    etcdctl watch greeting
                    etcdctl watch app/ --prefix --rev=1   # all changes that are known, and those to come
                    etcdctl watch app/ --prefix -- sh -c 'echo "$ETCD_WATCH_EVENT_TYPE $ETCD_WATCH_KEY"'
                    etcdctl watch -i                      # then, line by line: watch app/ --prefix
                    """),
            Map.entry("lease grant", """
                    etcdctl lease grant 30                # says the ID, with which keys are put on the lease
                    """),
            Map.entry("lock", """
                    etcdctl lock building                 # until it is interrupted
                    etcdctl lock building -- sh -c 'make && make install'
                    """),
            Map.entry("elect", """
                    etcdctl elect chief me                # until it is interrupted
                    etcdctl elect --listen chief
                    """),
            Map.entry("member add", """
                    etcdctl member add m2 --peer-urls=http://10.0.0.2:2380 --learner
                    """),
            Map.entry("member update", """
                    etcdctl member update 8e9e05c52164694d --peer-urls=http://10.0.0.2:2380
                    """),
            Map.entry("user add", """
                    etcdctl user add ann                  # asks for the password, twice
                    etcdctl user add ann --interactive=false <file
                    """),
            Map.entry("role grant-permission", """
                    etcdctl role grant-permission app read greeting
                    etcdctl role grant-permission app readwrite app/ --prefix
                    """),
            Map.entry("snapshot save", """
                    etcdctl --endpoints=10.0.0.1:2379 snapshot save backup.db
                    """),
            Map.entry("downgrade enable", """
                    etcdctl downgrade validate 3.5
                    etcdctl downgrade enable 3.5
                    """),
            Map.entry("make-mirror", """
                    etcdctl make-mirror 10.0.1.1:2379 --prefix=app/ --dest-prefix=copy/
                    """),
            Map.entry("completion", """
                    source <(etcdctl completion bash)
                    etcdctl completion zsh >"${fpath[1]}/_etcdctl"
                    etcdctl completion fish | source
                    etcdctl completion powershell | Out-String | Invoke-Expression
                    """));

    private Examples() {}

    /** Empty where the flags say enough. */
    static String of(String path) {
        return OF_COMMANDS.getOrDefault(path, "");
    }
}
