package dev.pharos.etcdctl.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pharos.etcdctl.offline.cli.CommandTree;
import dev.pharos.etcdctl.offline.cli.CommandTree.Help;
import dev.pharos.etcdctl.offline.cli.CommandTree.Mistake;
import dev.pharos.etcdctl.offline.cli.CommandTree.Run;
import dev.pharos.etcdctl.offline.cli.CommandTree.Wish;
import dev.pharos.etcdctl.offline.command.GlobalFlags;
import dev.pharos.etcdctl.offline.command.Tool;
import dev.pharos.etcdctl.offline.terminal.ExitCode;
import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.etcdctl.offline.terminal.Surroundings;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;
import dev.pharos.etcdctl.offline.terminal.ToolLog;
import dev.pharos.etcdctl.offline.text.DiskError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.logging.LogManager;

/** {@code etcdutl}: works on files of Pharos and of etcd, while nobody else does. */
public final class EtcdutlMain {
    private static final String TERMINALS = "pharos.terminals";
    private static final String ERROR_STREAM = "2";

    private EtcdutlMain() {}

    public static void main(String[] line) {
        // The libraries would write lines of their own; whatever matters comes back as an exception.
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, ISO_8859_1);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, ISO_8859_1);
        boolean watched = System.getProperty(TERMINALS, "").contains(ERROR_STREAM);
        Progress progress = watched ? Progress.on(err, System::nanoTime) : Progress.unseen(err);
        ToolLog log = new ToolLog(err, Clock.system(ZoneId.systemDefault()));
        int status = run(new Surroundings(out, err, log, progress), line).status();
        out.flush();
        // Threads of libraries must not keep the process.
        System.exit(status);
    }

    /** Does what a command line asks for. */
    public static ExitCode run(Surroundings around, String... line) {
        try {
            Wish wish = new CommandTree(new Tool(), GlobalFlags.ALL).understand(line);
            if (wish instanceof Run run) {
                run.command().run(run.arguments(), around);
                return ExitCode.SUCCESS;
            }
            if (wish instanceof Help help) {
                around.out().print(help.text());
                return ExitCode.SUCCESS;
            }
            Mistake mistake = (Mistake) wish;
            String reason = "Error: " + mistake.reason() + "\n";
            // Twice, as the original has it.
            around.err().print(reason + mistake.advice() + reason);
            return ExitCode.ERROR;
        } catch (ToolFailure failure) {
            return fail(around, failure.text(), failure.exitCode());
        } catch (UncheckedIOException failure) {
            return fail(around, DiskError.of(failure), ExitCode.ERROR);
        } catch (RuntimeException bug) {
            return fail(around, "unexpected: " + String.valueOf(bug).replace("\n", " "), ExitCode.ERROR);
        } catch (OutOfMemoryError full) {
            return fail(around, "not enough memory; PHAROS_JAVA_OPTS=-Xmx4g gives more", ExitCode.ERROR);
        }
    }

    private static ExitCode fail(Surroundings around, String text, ExitCode exitCode) {
        around.progress().clear();
        around.err().print("Error: " + text + "\n");
        return exitCode;
    }
}
