package dev.pharos.kvstore.config;

import static dev.pharos.kvstore.config.Flag.flag;
import static dev.pharos.kvstore.config.Kind.BOOL;
import static dev.pharos.kvstore.config.Kind.CLUSTER_STATE;
import static dev.pharos.kvstore.config.Kind.DURATION;
import static dev.pharos.kvstore.config.Kind.FALLBACK;
import static dev.pharos.kvstore.config.Kind.INT;
import static dev.pharos.kvstore.config.Kind.LIST;
import static dev.pharos.kvstore.config.Kind.TEXT;
import static dev.pharos.kvstore.config.Kind.UINT;
import static dev.pharos.kvstore.config.Kind.UINT64;
import static dev.pharos.kvstore.config.Kind.URLS;

import java.util.List;

/** The flags of a member and of the cluster it belongs to. */
final class MemberFlags {
    private static final String CLIENT = "discovery-config.client.";

    private MemberFlags() {}

    static FlagGroup member() {
        return new FlagGroup(
                "Member",
                List.of(
                        flag("name", TEXT, "default", "Name of this member; unique in its cluster."),
                        flag("data-dir", TEXT, "", "Directory of everything the member keeps; ${name}.etcd if empty."),
                        flag("wal-dir", TEXT, "", "Directory of the log, if it is to lie apart from the data."),
                        flag("listen-peer-urls", URLS, "http://localhost:2380", "Where to listen for other members."),
                        flag("listen-client-urls", URLS, "http://localhost:2379", "Where to listen for clients."),
                        flag("listen-client-http-urls", URLS, "", "Where to serve HTTP, apart from gRPC."),
                        flag("listen-metrics-urls", URLS, "", "Further places for metrics and health."),
                        flag("config-file", TEXT, "", "File with the options; all other flags are ignored then.")
                                .inFile(""),
                        flag("version", BOOL, "false", "Print the version and leave.")
                                .inFile("")));
    }

    static FlagGroup raft() {
        return new FlagGroup(
                "Raft",
                List.of(
                        flag("heartbeat-interval", UINT, "100", "Milliseconds between the leader's heartbeats."),
                        flag("election-timeout", UINT, "1000", "Milliseconds without a leader until an election."),
                        flag("initial-election-tick-advance", BOOL, "true", "Wait less for the first election."),
                        flag("pre-vote", BOOL, "true", "Ask before standing for election."),
                        flag("snapshot-count", UINT64, "10000", "Applied entries between two snapshots."),
                        flag("snapshot-catchup-entries", UINT64, "5000", "Entries kept behind a snapshot."),
                        flag("max-wals", UINT, "5", "Files of the log to keep for members that lag; 0 is all."),
                        flag("raft-read-timeout", DURATION, "5s", "Longest silence of a peer connection.")
                                .inFile(""),
                        flag("raft-write-timeout", DURATION, "5s", "Longest write to a peer connection.")
                                .inFile("")));
    }

    static FlagGroup clustering() {
        return new FlagGroup(
                "Clustering",
                List.of(
                        flag("initial-advertise-peer-urls", URLS, "http://localhost:2380", "How members reach this."),
                        flag("advertise-client-urls", URLS, "http://localhost:2379", "How clients reach this member."),
                        flag(
                                "initial-cluster",
                                TEXT,
                                "default=http://localhost:2380",
                                "The first members: name=url,..."),
                        flag(
                                "initial-cluster-state",
                                CLUSTER_STATE,
                                "new",
                                "Begin a cluster (new) or join (existing)."),
                        flag("initial-cluster-token", TEXT, "etcd-cluster", "Keeps clusters of equal members apart."),
                        flag("strict-reconfig-check", BOOL, "true", "Refuse changes that could cost the quorum."),
                        flag("max-learners", INT, "1", "How many learners a cluster may have."),
                        flag("force-new-cluster", BOOL, "false", "Go on alone with the data of a lost cluster."),
                        flag("discovery-srv", TEXT, "", "DNS domain whose SRV records name the members."),
                        flag("discovery-srv-name", TEXT, "", "Suffix of the SRV service."),
                        flag("discovery-fallback", FALLBACK, "exit", "Only exit is left of it.")
                                .inFile(""),
                        flag("discovery", TEXT, "", "Address of the former discovery service.")));
    }

    static FlagGroup discovery() {
        return new FlagGroup(
                "Discovery by a registry",
                List.of(
                        flag("discovery-token", TEXT, "", "Names the new cluster in the registry.")
                                .inFile("discovery-config.token"),
                        flag("discovery-endpoints", LIST, "", "Endpoints of the registry.")
                                .inFile(CLIENT + "endpoints"),
                        flag("discovery-dial-timeout", DURATION, "2s", "Longest wait for a connection.")
                                .inFile(CLIENT + "dial-timeout"),
                        flag("discovery-request-timeout", DURATION, "5s", "Longest wait for an answer.")
                                .inFile(CLIENT + "request-timeout"),
                        flag("discovery-keepalive-time", DURATION, "2s", "Time between pings.")
                                .inFile(CLIENT + "keepalive-time"),
                        flag("discovery-keepalive-timeout", DURATION, "6s", "Longest wait for the answer to a ping.")
                                .inFile(CLIENT + "keepalive-timeout"),
                        flag("discovery-insecure-transport", BOOL, "true", "Plaintext when there is no certificate.")
                                .inFile(CLIENT + "secure.insecure-transport"),
                        flag("discovery-insecure-skip-tls-verify", BOOL, "false", "Do not check certificates.")
                                .inFile(CLIENT + "secure.insecure-skip-tls-verify"),
                        flag("discovery-cert", TEXT, "", "Own certificate.").inFile(CLIENT + "secure.cert"),
                        flag("discovery-key", TEXT, "", "Key of the certificate.")
                                .inFile(CLIENT + "secure.key"),
                        flag("discovery-cacert", TEXT, "", "Authority of the registry.")
                                .inFile(CLIENT + "secure.cacert"),
                        flag("discovery-user", TEXT, "", "user or user:password.")
                                .inFile(CLIENT + "auth.username"),
                        flag("discovery-password", TEXT, "", "Password.").inFile(CLIENT + "auth.password")));
    }
}
