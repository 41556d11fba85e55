package dev.pharos.etcdctl.watch;

import dev.pharos.client.data.CallFailure;
import dev.pharos.client.watch.Delivery;
import dev.pharos.client.watch.Watches;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.watch.WatchWords.Wanted;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.error.StatusText;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Shows changes as they happen. */
public final class Watch implements Command {
    static final List<Flag> FLAGS = List.of(
            Flag.toggle("interactive", "read watches from standard input").withLetter('i'),
            Flag.toggle("prefix", "all keys that begin with this"),
            Flag.toggle("prev-kv", "show what was there before"),
            Flag.toggle("progress-notify", "tell from time to time how far the watch is"),
            Flag.number("rev", "0", "from this revision on; 0 for now"));

    /** What is shown of an end of which the server itself shows nothing. */
    private static final WatchResponse ENDED =
            WatchResponse.newBuilder().setCanceled(true).build();

    private final Map<dev.pharos.client.watch.Watch, List<String>> commands = new ConcurrentHashMap<>();

    @Override
    public Syntax syntax() {
        return new Syntax(
                "watch",
                "[key] [range_end] [-- cmd args...]",
                "Shows the changes of keys as they happen, and runs a command for each",
                FLAGS);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        if (invocation.line().is("interactive")) {
            try (Watches watches = open(invocation)) {
                new Dialogue(this, invocation, watches).run();
            }
            return;
        }
        Wanted wanted = wanted(invocation.line(), invocation);
        try (Watches watches = open(invocation)) {
            add(watches, wanted);
            boolean goesOn = true;
            while (goesOn) {
                goesOn = show(invocation, watches.next());
            }
        }
        throw new Exit(ExitCode.INTERRUPTED, "watch is canceled by the server");
    }

    private static Watches open(Invocation invocation) throws InterruptedException {
        return invocation.client().watches();
    }

    private static Wanted wanted(Line line, Invocation invocation) {
        try {
            return WatchWords.read(line, invocation.surroundings().environment());
        } catch (IllegalArgumentException wrong) {
            throw Exit.badArguments(String.valueOf(wrong.getMessage()));
        }
    }

    void add(Watches watches, Wanted wanted) {
        commands.put(watches.open(wanted.request()), wanted.command());
    }

    /** Tells whether more may come for this watch. */
    boolean show(Invocation invocation, Delivery delivery) throws InterruptedException {
        List<String> command = commands.getOrDefault(delivery.watch(), List.of());
        WatchResponse answer =
                delivery.response().filter(response -> !isRefusal(response)).orElse(ENDED);
        if (delivery.isEnd()) {
            invocation.complain("watch was canceled (" + why(delivery) + ")");
        }
        if (delivery.isProgress()) {
            invocation.out().line("progress notify: " + answer.getHeader().getRevision());
        }
        invocation.format().watch(answer);
        invocation.out().flush();
        if (!command.isEmpty()) {
            new EventCommand(invocation, command).run(answer);
        }
        return !delivery.isEnd();
    }

    /** The watch was not begun at all, for want of permission for instance. */
    private static boolean isRefusal(WatchResponse response) {
        return response.getCreated() && response.getCanceled();
    }

    private static String why(Delivery delivery) {
        Optional<WatchResponse> refusal = delivery.response().filter(Watch::isRefusal);
        if (refusal.isPresent() && !refusal.get().getCancelReason().isEmpty()) {
            return ByteText.ofUnicode(refusal.get().getCancelReason());
        }
        Optional<CallFailure> failure = delivery.failure();
        if (failure.isPresent()) {
            return ErrorText.of(failure.get());
        }
        if (delivery.isCompacted()) {
            return EtcdError.COMPACTED.message();
        }
        String reason = delivery.response().map(WatchResponse::getCancelReason).orElse("");
        return reason.isEmpty()
                ? EtcdError.FUTURE_REVISION.message()
                : ByteText.ofUnicode(StatusText.of(Status.FAILED_PRECONDITION.withDescription(reason)));
    }
}
