package dev.pharos.etcdctl.offline.file;

/** Whose data folder it is. */
enum FolderKind {
    PHAROS,
    /** Also one that was just restored, on which nothing was started yet. */
    ETCD
}
