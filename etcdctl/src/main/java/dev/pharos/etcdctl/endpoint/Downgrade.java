package dev.pharos.etcdctl.endpoint;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest;
import dev.pharos.wire.proto.etcdserverpb.DowngradeRequest.DowngradeAction;
import java.util.List;
import java.util.Locale;

/** Prepares a cluster for an older version. */
public final class Downgrade implements Command {
    private final DowngradeAction action;

    private Downgrade(DowngradeAction action) {
        this.action = action;
    }

    public static Downgrade validation() {
        return new Downgrade(DowngradeAction.VALIDATE);
    }

    public static Downgrade enabling() {
        return new Downgrade(DowngradeAction.ENABLE);
    }

    public static Downgrade cancellation() {
        return new Downgrade(DowngradeAction.CANCEL);
    }

    @Override
    public Syntax syntax() {
        String name = action.name().toLowerCase(Locale.ROOT);
        return switch (action) {
            case VALIDATE -> syntax(name, "<TARGET_VERSION>", "Tells whether the cluster can go down to a version");
            case ENABLE -> syntax(name, "<TARGET_VERSION>", "Prepares the cluster for members of an older version");
            case CANCEL -> syntax(name, "", "Stays at the version that the cluster has");
            case UNRECOGNIZED -> throw new IllegalStateException("no command asks for this");
        };
    }

    private static Syntax syntax(String name, String arguments, String summary) {
        return new Syntax("downgrade " + name, arguments, summary);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> words = invocation.words();
        String version = "";
        if (action != DowngradeAction.CANCEL) {
            if (words.isEmpty()) {
                throw Exit.badArguments("TARGET_VERSION not provided");
            }
            if (words.size() > 1) {
                throw Exit.badArguments("too many arguments");
            }
            version = words.get(0);
        }
        DowngradeRequest request = DowngradeRequest.newBuilder()
                .setAction(action)
                .setVersion(ByteText.toUnicode(version))
                .build();
        invocation
                .format()
                .downgrade(
                        action,
                        invocation.await(invocation.client().maintenance().downgrade(request, invocation.timeout())));
    }
}
