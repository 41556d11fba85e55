package dev.pharos.testkit.linearizability;

import java.util.List;

/** An object that decides for itself: a toss leaves either side up and does not say which. */
final class Coin implements Model<Coin.Side, Coin.Ask, Coin.Side> {
    enum Side {
        HEADS,
        TAILS,
        NOT_SHOWN
    }

    enum Ask {
        TOSS,
        TURN,
        LOOK
    }

    @Override
    public Side initial() {
        return Side.HEADS;
    }

    @Override
    public List<Side> step(Side state, Ask input, Side output) {
        boolean admitted = output == (input == Ask.LOOK ? state : Side.NOT_SHOWN);
        return admitted ? stepUnknown(state, input) : List.of();
    }

    @Override
    public List<Side> stepUnknown(Side state, Ask input) {
        return switch (input) {
            case TOSS -> List.of(Side.HEADS, Side.TAILS);
            case TURN -> List.of(state == Side.HEADS ? Side.TAILS : Side.HEADS);
            case LOOK -> List.of(state);
        };
    }
}
