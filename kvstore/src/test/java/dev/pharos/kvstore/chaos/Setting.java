package dev.pharos.kvstore.chaos;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a member is started with.
 *
 * @param before words of the command line before the program, of one that changes the world for it
 */
public record Setting(
        Path folder,
        Ports ports,
        List<String> before,
        List<String> jvm,
        List<String> flags,
        Map<String, String> environment) {
    /** Whoever tries whether a test finds a bug puts a folder with a faulty class in front of the others. */
    private static final String CLASSES = Optional.ofNullable(System.getProperty("pharos.chaos.classes"))
                    .map(faulty -> faulty + File.pathSeparator)
                    .orElse("")
            + System.getProperty("java.class.path");

    private static final String FAILPOINTS = "GOFAIL_FAILPOINTS";

    public static Setting in(Path folder) {
        List<String> jvm = List.of(
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-ea");
        return new Setting(folder, Ports.choose(), List.of(), jvm, List.of(), Map.of());
    }

    public Setting flags(String... more) {
        return new Setting(folder, ports, before, jvm, joined(flags, List.of(more)), environment);
    }

    /** The last one of a kind wins. */
    public Setting jvm(String... more) {
        return new Setting(folder, ports, before, joined(jvm, List.of(more)), flags, environment);
    }

    /** What the process may keep is set and touched at the start, so that growth is what something else keeps. */
    Setting fixedMemory() {
        return jvm(
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:NativeMemoryTracking=summary");
    }

    Setting before(List<String> command) {
        return new Setting(folder, ports, command, jvm, flags, environment);
    }

    /** Switched on at the start, beside those that are on already. */
    public Setting failpoint(String name, String term) {
        String others = environment.containsKey(FAILPOINTS) ? environment.get(FAILPOINTS) + ";" : "";
        return environment(FAILPOINTS, others + name + "=" + term);
    }

    /** Snapshots come often and little of the log stays, so that whoever was away needs one. */
    public Setting forgetful() {
        return flags("--snapshot-count=50", "--snapshot-catchup-entries=20")
                .failpoint("walSegmentBytes", "return(\"16384\")")
                .failpoint("walMostSegments", "return(\"1\")");
    }

    Setting environment(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Setting(folder, ports, before, jvm, flags, more);
    }

    /** The same folder, and other ports. */
    public Setting elsewhere() {
        return new Setting(folder, Ports.choose(), before, jvm, flags, environment);
    }

    /** As the first start founds the member. */
    public String peerUrl() {
        return "http://127.0.0.1:" + ports.peer();
    }

    public Path dataDir() {
        return folder.resolve("data");
    }

    /** Where the process unpacks its native libraries. */
    Path scratch() {
        return NativeFolder.path().resolve("scratch-" + ports.client());
    }

    List<String> command() {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Djava.io.tmpdir=" + scratch());
        command.add("-Djava.library.path=" + NativeFolder.path());
        command.addAll(List.of("-cp", CLASSES));
        command.add("dev.pharos.kvstore.server.ServerMain");
        String clients = "http://127.0.0.1:" + ports.client();
        String peers = peerUrl();
        command.addAll(List.of("--name", "one", "--data-dir", dataDir().toString()));
        command.addAll(List.of("--listen-client-urls", clients, "--advertise-client-urls", clients));
        command.addAll(List.of("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers));
        command.addAll(List.of("--initial-cluster", "one=" + peers));
        command.addAll(flags);
        return command;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
