package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.config.ConfigResult.Failure;
import dev.pharos.kvstore.config.ConfigResult.Options;
import dev.pharos.kvstore.config.ConfigResult.ShowHelp;
import dev.pharos.kvstore.config.ConfigResult.ShowVersion;
import dev.pharos.kvstore.logging.LibraryLogs;
import dev.pharos.kvstore.logging.LogOptions;
import dev.pharos.kvstore.logging.ServerLog;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The program: reads its options, then runs a member until it is told to stop. */
public final class ServerMain {
    private ServerMain() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        // What a terminal is shown, as opposed to the log.
        Ending ending = new Ending(System.out, System.err);
        ConfigReader.read(List.of(arguments), environment).accept(new Dispatch(environment, ending));
    }

    /** How the program says its last words. */
    private record Ending(PrintStream out, PrintStream err) {
        void exit(int code) {
            out.flush();
            err.flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private record Dispatch(Map<String, String> environment, Ending ending) implements ConfigResult.Handler<Void> {
        @Override
        public Void options(Options result) {
            ServerLog log = ServerLog.open(result.options().diagnostics().log());
            LibraryLogs.leadInto(log);
            result.notices().forEach(notice -> log.write(notice.level(), notice.message(), notice.fields()));
            new RunningServer(result.options(), environment, log).run();
            return null;
        }

        @Override
        public Void help(ShowHelp help) {
            ending.err().print(help.stderr());
            ending.out().print(help.stdout());
            ending.exit(0);
            return null;
        }

        @Override
        public Void version(ShowVersion version) {
            ending.out().println("etcd Version: " + Versions.SERVER);
            ending.out().println("Git SHA: pharos");
            ending.out().println("Go Version: none (Java " + Runtime.version().feature() + ")");
            ending.out()
                    .println("Go OS/Arch: " + System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + "/"
                            + System.getProperty("os.arch"));
            ending.exit(0);
            return null;
        }

        @Override
        public Void failure(Failure failure) {
            ending.err().print(failure.stderr());
            ServerLog log = ServerLog.open(LogOptions.DEFAULT);
            failure.notices().forEach(notice -> log.write(notice.level(), notice.message(), notice.fields()));
            log.close();
            ending.exit(failure.exitCode());
            return null;
        }
    }
}
