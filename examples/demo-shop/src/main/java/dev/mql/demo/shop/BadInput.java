package dev.mql.demo.shop;

/** A visitor sent something that the shop cannot take; the message is one sentence for the visitor. */
final class BadInput extends RuntimeException {

    BadInput(String message) {
        super(message);
    }
}
