package dev.pharos.etcdctl.key;

import dev.pharos.client.channel.ReceivedStream;
import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.output.Format;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.ErrorText;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortOrder;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest.SortTarget;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeStreamResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads keys. */
public final class Get implements Command {
    static final List<Flag> FLAGS = List.of(
            Flag.text("consistency", "l", "l asks the leader, s takes what the member knows"),
            Flag.toggle("count-only", "only tell how many keys there are (with --write-out=fields)"),
            Flag.toggle("from-key", "this key and all behind it"),
            Flag.toggle("keys-only", "leave out the values"),
            Flag.number("limit", "0", "most pairs to show; 0 for all"),
            Flag.number("max-create-rev", "0", "only keys created at this revision or before"),
            Flag.number("max-mod-rev", "0", "only keys changed at this revision or before"),
            Flag.number("min-create-rev", "0", "only keys created at this revision or after"),
            Flag.number("min-mod-rev", "0", "only keys changed at this revision or after"),
            Flag.text("order", "", "ASCEND or DESCEND"),
            Flag.toggle("prefix", "all keys that begin with this"),
            Flag.toggle("print-value-only", "leave out the keys (with --write-out=simple)"),
            Flag.number("rev", "0", "as of this revision; 0 for now"),
            Flag.text("sort-by", "", "CREATE, KEY, MODIFY, VALUE or VERSION"),
            Flag.toggle("stream", "fetch the pairs in pieces, for many of them"));

    @Override
    public Syntax syntax() {
        return new Syntax("get", "<key> [range_end]", "Shows a key or a range of keys", FLAGS);
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        Line line = invocation.line();
        RangeRequest request = request(line);
        boolean valuesOnly = line.is("print-value-only");
        Format format = invocation.format();
        if (line.is("count-only") && !format.name().equals("fields")) {
            throw Exit.badArguments("--count-only is only for `--write-out=fields`");
        }
        if (valuesOnly && !format.name().equals("simple")) {
            throw Exit.badArguments("print-value-only is only for `--write-out=simple`");
        }
        RangeResponse answer = line.is("stream") ? streamed(invocation, request) : asked(invocation, request);
        (valuesOnly ? invocation.valuesOnly() : format).range(answer);
    }

    private static RangeResponse asked(Invocation invocation, RangeRequest request) throws InterruptedException {
        return invocation.await(invocation.client().kv().range(request, invocation.timeout()));
    }

    /** One answer again, for each form shows it as one. */
    private static RangeResponse streamed(Invocation invocation, RangeRequest request) throws InterruptedException {
        RangeResponse.Builder whole = RangeResponse.newBuilder();
        Duration time = invocation.timeout();
        long start = System.nanoTime();
        try (ReceivedStream<RangeStreamResponse> stream =
                invocation.client().kv().rangeStream(request)) {
            Optional<RangeStreamResponse> piece = stream.next(time);
            while (piece.isPresent()) {
                whole.mergeFrom(piece.get().getRangeResponse());
                piece = stream.next(time.minusNanos(System.nanoTime() - start));
            }
        } catch (CallFailure failure) {
            throw new Exit(ExitCode.ERROR, ErrorText.of(failure));
        }
        return whole.build();
    }

    /** @throws Exit if the words do not fit together */
    static RangeRequest request(Line line) {
        List<String> words = line.words();
        if (words.isEmpty()) {
            throw Exit.badArguments("get command needs one argument as key and an optional argument as range_end");
        }
        if (line.is("keys-only") && line.is("count-only")) {
            throw Exit.badArguments("`--keys-only` and `--count-only` cannot be set at the same time, choose one");
        }
        RangeRequest.Builder request = RangeRequest.newBuilder().setSerializable(isSerializable(line));
        Ranges.Keys keys = Ranges.chosen(line);
        sort(line, request);
        return request.setKey(keys.first())
                .setRangeEnd(keys.end())
                .setLimit(line.number("limit"))
                .setRevision(Math.max(0, line.number("rev")))
                .setKeysOnly(line.is("keys-only"))
                .setCountOnly(line.is("count-only"))
                .setMinCreateRevision(Math.max(0, line.number("min-create-rev")))
                .setMaxCreateRevision(Math.max(0, line.number("max-create-rev")))
                .setMinModRevision(Math.max(0, line.number("min-mod-rev")))
                .setMaxModRevision(Math.max(0, line.number("max-mod-rev")))
                .build();
    }

    private static boolean isSerializable(Line line) {
        return switch (line.text("consistency")) {
            case "s" -> true;
            case "l" -> false;
            default ->
                throw new Exit(ExitCode.BAD_FEATURE, "unknown consistency flag \"" + line.text("consistency") + "\"");
        };
    }

    /** Keys come in their order by themselves. */
    private static void sort(Line line, RangeRequest.Builder request) {
        SortOrder order = switch (line.text("order").toUpperCase(Locale.ROOT)) {
            case "ASCEND" -> SortOrder.ASCEND;
            case "DESCEND" -> SortOrder.DESCEND;
            case "" -> SortOrder.NONE;
            default -> throw new Exit(ExitCode.BAD_FEATURE, "bad sort order " + line.text("order"));
        };
        SortTarget target = switch (line.text("sort-by").toUpperCase(Locale.ROOT)) {
            case "CREATE" -> SortTarget.CREATE;
            case "KEY", "" -> SortTarget.KEY;
            case "MODIFY" -> SortTarget.MOD;
            case "VALUE" -> SortTarget.VALUE;
            case "VERSION" -> SortTarget.VERSION;
            default -> throw new Exit(ExitCode.BAD_FEATURE, "bad sort target " + line.text("sort-by"));
        };
        boolean isNatural = target == SortTarget.KEY && order != SortOrder.DESCEND;
        request.setSortTarget(target).setSortOrder(isNatural ? SortOrder.NONE : order);
    }
}
