package dev.pharos.etcdctl.key;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.DeleteRangeRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Deletes keys. */
public final class Delete implements Command {
    static final List<Flag> FLAGS = List.of(
            Flag.toggle("from-key", "this key and all behind it"),
            Flag.toggle("prefix", "all keys that begin with this"),
            Flag.toggle("prev-kv", "show what was deleted"),
            Flag.toggle("range", "the second argument is the end of a range, not another key"));

    private static final long REFLECTION_SECONDS = 2;

    @Override
    public Syntax syntax() {
        return new Syntax("del", "<key> [range_end]", "Deletes a key or a range of keys", FLAGS);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        DeleteRangeRequest request = request(invocation.line());
        invocation.client();
        List<String> words = invocation.words();
        if (words.size() > 1 && !invocation.line().is("range")) {
            warn(invocation, words.get(0), words.get(1));
        }
        invocation.format().deleted(invocation.await(invocation.client().kv().delete(request, invocation.timeout())));
    }

    /** Who means two keys and not all between them has a moment to think again. */
    private static void warn(Invocation invocation, String key, String end) throws InterruptedException {
        invocation.complain("Warning: Keys between \"" + key + "\" and \"" + end
                + "\" will be deleted. Please interrupt the command within next 2 seconds to cancel."
                + " You can provide \"--range\" flag to avoid the delay.");
        if (new CountDownLatch(1).await(REFLECTION_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** @throws Exit if the words do not fit together */
    static DeleteRangeRequest request(Line line) {
        List<String> words = line.words();
        if (words.isEmpty() || words.size() > 2) {
            throw Exit.badArguments("del command needs one argument as key and an optional argument as range_end");
        }
        Ranges.Keys keys = Ranges.chosen(line);
        return DeleteRangeRequest.newBuilder()
                .setKey(keys.first())
                .setRangeEnd(keys.end())
                .setPrevKv(line.is("prev-kv"))
                .build();
    }
}
