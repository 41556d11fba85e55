package dev.pharos.etcdctl.line;

/** The command line is not one of this command; says why in the words of the original. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageError(String text) {
        super(text);
    }

    UsageError(String text, Throwable cause) {
        super(text, cause);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
