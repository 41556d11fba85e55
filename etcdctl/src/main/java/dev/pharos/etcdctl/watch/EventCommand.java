package dev.pharos.etcdctl.watch;

import dev.pharos.etcdctl.run.ChildProcess;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.ExitCode;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoQuotes;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import dev.pharos.wire.proto.mvccpb.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs a command for each event. */
final class EventCommand {
    private final Invocation invocation;
    private final List<String> command;

    EventCommand(Invocation invocation, List<String> command) {
        this.invocation = invocation;
        this.command = command;
    }

    /**
     * One after the other, each to its end.
     *
     * @throws Exit if one ends badly
     */
    void run(WatchResponse answer) throws InterruptedException {
        for (Event event : answer.getEventsList()) {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put(
                    "ETCD_WATCH_REVISION", Long.toString(answer.getHeader().getRevision()));
            variables.put(
                    "ETCD_WATCH_EVENT_TYPE", GoQuotes.quote(event.getType().name()));
            variables.put(
                    "ETCD_WATCH_KEY", GoQuotes.quote(ByteText.of(event.getKv().getKey())));
            variables.put(
                    "ETCD_WATCH_VALUE", GoQuotes.quote(ByteText.of(event.getKv().getValue())));
            try {
                int status = ChildProcess.run(invocation, command, variables);
                if (status != 0) {
                    throw Exit.ofCommand(status);
                }
            } catch (Exit failed) {
                invocation.complain("command " + shown() + " error (" + failed.text() + ")");
                throw Exit.silent(ExitCode.ERROR.number());
            }
        }
    }

    private String shown() {
        return command.stream().map(GoQuotes::quote).collect(Collectors.joining(" ", "[", "]"));
    }
}
