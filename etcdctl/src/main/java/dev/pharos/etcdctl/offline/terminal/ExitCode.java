package dev.pharos.etcdctl.offline.terminal;

/** What the process ends with. */
public enum ExitCode {
    SUCCESS(0),
    ERROR(1),
    /** A valid flag with a value that is not supported. */
    BAD_FEATURE(4),
    BAD_ARGUMENTS(128);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
