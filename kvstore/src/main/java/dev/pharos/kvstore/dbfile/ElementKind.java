package dev.pharos.kvstore.dbfile;

/** What the value of a leaf element is. */
enum ElementKind {
    ROW(0),
    BUCKET(1);

    private final int flags;

    ElementKind(int flags) {
        this.flags = flags;
    }

    int flags() {
        return flags;
    }
}
