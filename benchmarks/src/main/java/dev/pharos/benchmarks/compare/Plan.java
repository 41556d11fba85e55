package dev.pharos.benchmarks.compare;

import java.util.List;
import java.util.function.Consumer;

/** What every visit does, and who is told about its progress. */
record Plan(Scale scale, List<Load> loads, Consumer<String> progress) {}
