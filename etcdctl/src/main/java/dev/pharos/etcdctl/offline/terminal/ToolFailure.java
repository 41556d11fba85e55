package dev.pharos.etcdctl.offline.terminal;

/** Why a command could not do what was asked; one line for the user. */
public final class ToolFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public ToolFailure(ExitCode exitCode, String text) {
        super(text, null, false, false);
        this.exitCode = exitCode;
    }

    public static ToolFailure error(String text) {
        return new ToolFailure(ExitCode.ERROR, text);
    }

    public static ToolFailure badArguments(String text) {
        return new ToolFailure(ExitCode.BAD_ARGUMENTS, text);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** Without line feeds, whatever it was made of. */
    public String text() {
        return String.valueOf(getMessage()).replace("\r", "").replace("\n", " ");
    }
}
