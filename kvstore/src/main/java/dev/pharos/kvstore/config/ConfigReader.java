package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogField;
import dev.pharos.kvstore.logging.LogLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The entrance: arguments and environment in, options or the reason for an exit out. Prints and logs nothing. */
public final class ConfigReader {
    private static final Set<String> SUPPORTED_PLATFORMS = Set.of("amd64", "arm64", "ppc64le", "s390x");

    private final FlagTable table = new FlagTable();
    private final Notices notices = new Notices();
    private final Map<String, String> environment;
    private final Supplier<Optional<String>> machineAddress;

    private ConfigReader(Map<String, String> environment, Supplier<Optional<String>> machineAddress) {
        this.environment = Map.copyOf(environment);
        this.machineAddress = machineAddress;
    }

    /** Reads everything there is to know; the platform is the one that this JVM runs on. */
    public static ConfigResult read(List<String> arguments, Map<String, String> environment) {
        return read(arguments, environment, MachineAddress::find);
    }

    static ConfigResult read(
            List<String> arguments, Map<String, String> environment, Supplier<Optional<String>> machineAddress) {
        ConfigReader reader = new ConfigReader(environment, machineAddress);
        try {
            return reader.read(arguments, platform(System.getProperty("os.arch", "")));
        } catch (Refusal e) {
            return e.result();
        }
    }

    /** The name that Go has for a platform. */
    static String platform(String architecture) {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }

    ConfigResult read(List<String> arguments, String platform) {
        checkPlatform(platform);
        refuseOtherPrograms(arguments);
        OptionValues onCommandLine = new OptionValues(table);
        CommandLine commandLine = new CommandLine(table, arguments, onCommandLine);
        try {
            if (commandLine.read() == CommandLine.Ending.HELP) {
                return new ConfigResult.ShowHelp(HelpText.USAGE, HelpText.flags(table));
            }
        } catch (BadValue e) {
            return new ConfigResult.Failure(2, e.text() + "\n" + HelpText.USAGE, List.of());
        }
        notices.info("Running: ", new LogField("args", arguments));
        try {
            if (!commandLine.rest().isEmpty()) {
                throw new BadValue(GoText.quote(commandLine.rest().get(0)) + " is not a valid flag");
            }
            return onCommandLine.isOn("version") ? new ConfigResult.ShowVersion() : readOptions(onCommandLine);
        } catch (BadValue e) {
            notices.warn("failed to verify flags", new LogField("error", e.text()));
            return new ConfigResult.Failure(1, "", notices.list());
        }
    }

    private ConfigResult readOptions(OptionValues onCommandLine) {
        Variables variables = new Variables(table, environment, notices);
        String flag = onCommandLine.text("config-file");
        String file = flag.isEmpty() ? variables.value("config-file") : flag;
        if (file.isEmpty()) {
            variables.read(onCommandLine);
            return assemble(onCommandLine, Validation.Source.COMMAND_LINE);
        }
        notices.info(
                "loaded server configuration, other configuration command line flags and environment variables"
                        + " will be ignored if provided",
                new LogField("path", file));
        OptionValues inFile = new OptionValues(table);
        new ConfigFile(table, inFile).read(Path.of(file));
        return assemble(inFile, Validation.Source.FILE);
    }

    private ConfigResult assemble(OptionValues values, Validation.Source source) {
        new FormerFlags(table, values, notices).resolve();
        new Validation(values).check(source);
        Addresses addresses = new Addresses(values, machineAddress, notices);
        ServerOptions options = new Assembly(values, addresses, notices).options();
        return new ConfigResult.Options(options, notices.list());
    }

    private void checkPlatform(String platform) {
        if (SUPPORTED_PLATFORMS.contains(platform)) {
            return;
        }
        if (platform.equals(environment.get("ETCD_UNSUPPORTED_ARCH"))) {
            notices.info(
                    "running on unsupported architecture since ETCD_UNSUPPORTED_ARCH is set",
                    new LogField("arch", platform));
            return;
        }
        notices.add(
                LogLevel.ERROR,
                "refusing to run on unsupported architecture since ETCD_UNSUPPORTED_ARCH is not set",
                new LogField("arch", platform));
        throw new Refusal(new ConfigResult.Failure(1, "", notices.list()));
    }

    private void refuseOtherPrograms(List<String> arguments) {
        if (!arguments.isEmpty() && Set.of("gateway", "grpc-proxy").contains(arguments.get(0))) {
            notices.add(LogLevel.FATAL, arguments.get(0) + " is not supported yet");
            throw new Refusal(new ConfigResult.Failure(1, "", notices.list()));
        }
    }
}
