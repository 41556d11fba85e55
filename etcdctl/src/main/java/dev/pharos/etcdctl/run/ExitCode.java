package dev.pharos.etcdctl.run;

/** How the program ends, for scripts. */
public enum ExitCode {
    SUCCESS(0),
    ERROR(1),
    BAD_CONNECTION(2),
    INVALID_INPUT(3),
    BAD_FEATURE(4),
    INTERRUPTED(5),
    BAD_ARGUMENTS(128);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
