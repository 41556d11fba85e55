package dev.pharos.etcdctl.output;

/** One of the forms that {@code --write-out} names. */
public interface Format extends KeyFormat, AdminFormat, UserFormat {}
