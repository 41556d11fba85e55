package dev.pharos.kvstore.config;

import java.util.List;

/** Flags under one heading of the help. */
record FlagGroup(String title, List<Flag> flags) {}
