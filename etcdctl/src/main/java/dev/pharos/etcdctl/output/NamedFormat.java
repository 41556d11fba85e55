package dev.pharos.etcdctl.output;

/** What all parts of a form have in common. */
interface NamedFormat {
    /** As {@code --write-out} names it. */
    String name();

    /** For an answer that has no such form. */
    default UnsupportedFormat unsupported() {
        return new UnsupportedFormat(name());
    }
}
