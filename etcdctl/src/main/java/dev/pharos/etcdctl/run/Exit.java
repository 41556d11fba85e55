package dev.pharos.etcdctl.run;

/** Ends the program with a status and, unless it is empty, one line about the reason. */
public final class Exit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String text;

    public Exit(ExitCode code, String text) {
        this(code.number(), text);
    }

    private Exit(int status, String text) {
        super(text, null, false, false);
        this.status = status;
        this.text = text;
    }

    /** Without a word. */
    public static Exit silent(int status) {
        return new Exit(status, "");
    }

    /** The end of a command that was run for its own sake, told as Go tells it. */
    public static Exit ofCommand(int status) {
        return new Exit(status, "exit status " + status);
    }

    public static Exit badArguments(String text) {
        return new Exit(ExitCode.BAD_ARGUMENTS, text);
    }

    public int status() {
        return status;
    }

    public String text() {
        return text;
    }
}
