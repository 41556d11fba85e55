package dev.pharos.etcdctl;

import dev.pharos.etcdctl.run.Raw;
import dev.pharos.etcdctl.run.Surroundings;
import dev.pharos.etcdctl.run.Surroundings.Stream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.EnumSet;
import java.util.Set;

/** The entrance of {@code bin/etcdctl}. */
public final class EtcdctlMain {
    private static final String TERMINALS = "pharos.terminals";

    private EtcdctlMain() {}

    /** Ends the JVM without farewells: nothing is left to be done, and every other way takes longer. */
    public static void main(String[] arguments) throws InterruptedException {
        Surroundings surroundings = new Surroundings(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Raw.environment(),
                terminals());
        Runtime.getRuntime().halt(new Etcdctl(surroundings).run(Raw.arguments(arguments)));
    }

    /** As the launcher found them: the JVM cannot tell of one stream alone. */
    private static Set<Stream> terminals() {
        String numbers = System.getProperty(TERMINALS, "");
        Set<Stream> terminals = EnumSet.noneOf(Stream.class);
        if (numbers.contains("0")) {
            terminals.add(Stream.IN);
        }
        if (numbers.contains("1")) {
            terminals.add(Stream.OUT);
        }
        if (numbers.contains("2")) {
            terminals.add(Stream.ERR);
        }
        return terminals;
    }
}
