package dev.pharos.etcdctl.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;

/** What came of a run of the tool. */
public record ToolRun(String out, String err, int status) {
    public static ToolRun of(String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream answers = new PrintStream(out, true, ISO_8859_1);
        PrintStream complaints = new PrintStream(err, true, ISO_8859_1);
        Surroundings around = new Surroundings(
                answers, complaints, new ToolLog(complaints, Clock.systemUTC()), Progress.unseen(complaints));
        int status = EtcdutlMain.run(around, line).status();
        return new ToolRun(out.toString(ISO_8859_1), err.toString(ISO_8859_1), status);
    }

    /** The last line of what was said besides the answer. */
    String complaint() {
        String[] lines = err.split("\n", -1);
        return lines.length < 2 ? "" : lines[lines.length - 2];
    }
}
