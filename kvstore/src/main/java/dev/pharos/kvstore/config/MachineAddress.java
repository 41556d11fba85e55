package dev.pharos.kvstore.config;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The address under which others reach this machine: that of the interface with the default route. */
final class MachineAddress {
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final String ANYWHERE = "00000000";

    private MachineAddress() {}

    static Optional<String> find() {
        try {
            for (String line : Files.readAllLines(ROUTES)) {
                List<String> columns = List.of(line.strip().split("\\s+"));
                if (columns.size() > 1 && columns.get(1).equals(ANYWHERE)) {
                    return address(columns.get(0));
                }
            }
        } catch (IOException e) {
            // Not every system has that file; then nothing is known.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> address(String interfaceName) throws IOException {
        NetworkInterface network = NetworkInterface.getByName(interfaceName);
        if (network == null) {
            return Optional.empty();
        }
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
            if (address instanceof Inet4Address) {
                return Optional.of(address.getHostAddress());
            }
        }
        return Optional.empty();
    }
}
