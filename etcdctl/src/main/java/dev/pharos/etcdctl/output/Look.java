package dev.pharos.etcdctl.output;

/** How keys, values and ids appear. */
public enum Look {
    PLAIN,
    HEX
}
