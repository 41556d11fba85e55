package dev.pharos.etcdctl.output;

/** This answer has no such form. */
public final class UnsupportedFormat extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsupportedFormat(String format) {
        super(format + " not supported as output format");
    }
}
