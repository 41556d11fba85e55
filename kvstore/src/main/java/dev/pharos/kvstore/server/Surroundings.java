package dev.pharos.kvstore.server;

import dev.pharos.kvstore.service.LeaderRequests;
import dev.pharos.kvstore.service.PeerReach;

/** What the services of a member have around them: threads, options, and the other members. */
record Surroundings(Workers workers, PartOptions parts, PeerReach reach, LeaderRequests requests) {}
