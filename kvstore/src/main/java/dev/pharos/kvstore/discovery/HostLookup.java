package dev.pharos.kvstore.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the address of a host. May wait for name servers. */
@FunctionalInterface
public interface HostLookup {
    /** As the system does it; by names, numbers or both. */
    HostLookup SYSTEM = HostLookup::ofSystem;

    InetAddress address(String host) throws UnknownHostException;

    private static InetAddress ofSystem(String host) throws UnknownHostException {
        if (host.isEmpty()) {
            // For Java that would be this machine.
            throw new UnknownHostException("no host is named");
        }
        return InetAddress.getByName(host);
    }
}
