package dev.pharos.kvstore.service;

import dev.pharos.wire.error.EtcdError;

/**
 * How members tell each other why a learner was not promoted. Two of the texts are not those that clients see, and
 * etcd's members know them by these.
 */
public final class PromotionTexts {
    private PromotionTexts() {}

    public static String of(EtcdError why) {
        return switch (why) {
            case MEMBER_NOT_FOUND -> "membership: ID not found";
            case MEMBER_NOT_LEARNER -> "membership: can only promote a learner member";
            default -> why.message();
        };
    }
}
