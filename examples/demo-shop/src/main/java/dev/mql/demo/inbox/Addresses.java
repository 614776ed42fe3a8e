package dev.mql.demo.inbox;

import jakarta.mail.Address;
import jakarta.mail.internet.InternetAddress;

/** Mail addresses for people. */
final class Addresses {

    private Addresses() {}

    /** "Shop &lt;cart@shop.example&gt;" with the name decoded. */
    static String text(Address address) {
        return address instanceof InternetAddress internet ? internet.toUnicodeString() : address.toString();
    }
}
