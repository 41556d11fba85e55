/**
 * <b>What lives here.</b> The rules every module's packages keep: {@link
 * dev.pharos.testkit.architecture.PackageMap} says who may use whom, {@link
 * dev.pharos.testkit.architecture.HouseRules} checks that and the rest, over class files and sources.
 *
 * <p><b>Where it stands.</b> At the entrance of a module's architecture test; nothing in Pharos stands
 * below it.
 *
 * <p><b>Thread.</b> The test's own; every type is immutable.
 *
 * <p><b>May use.</b> {@code java.lang}, {@code java.util}, {@code java.io} and {@code java.nio} for
 * sources, ArchUnit for class files.
 */
@NullMarked
package dev.pharos.testkit.architecture;

import org.jspecify.annotations.NullMarked;
