package dev.mql.demo.shop;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Reads what visitors typed; everything it returns is within its bounds. */
final class Form {

    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@([a-z0-9-]{1,63}\\.)+[a-z0-9-]{2,63}", Pattern.CASE_INSENSITIVE);

    private final HttpServletRequest request;

    Form(HttpServletRequest request) {
        this.request = request;
    }

    /** The field without blanks around it, empty if it was not sent. */
    String text(String field, int longest) {
        String value = request.getParameter(field);
        String text = value == null ? "" : value.strip();
        if (text.length() > longest) {
            throw new BadInput("The field “" + field + "” takes at most " + longest + " characters.");
        }
        return text;
    }

    String required(String field, String what, int longest) {
        String text = text(field, longest);
        if (text.isEmpty()) {
            throw new BadInput("Please tell us " + what + ".");
        }
        return text;
    }

    String email() {
        String email = required("email", "your email address", 254);
        if (!EMAIL.matcher(email).matches()) {
            throw new BadInput("That does not look like an email address. It should read like name@example.com.");
        }
        return email;
    }

    /** A whole number from {@code least} to the most that a cart takes; 1 if the field was not sent. */
    int quantity(int least) {
        String text = text("quantity", 20);
        if (text.isEmpty()) {
            return 1;
        }
        String problem = "Please choose a quantity from " + least + " to " + Cart.MOST + ".";
        try {
            int quantity = Integer.parseInt(text);
            if (quantity < least || quantity > Cart.MOST) {
                throw new BadInput(problem);
            }
            return quantity;
        } catch (NumberFormatException e) {
            throw new BadInput(problem);
        }
    }

    Product product(Catalogue catalogue) {
        return catalogue
                .find(text("productId", 60))
                .orElseThrow(() -> new BadInput("We do not have that product, or no longer have it."));
    }

    /** The page to go back to: a path of this shop, whatever was sent. */
    String from() {
        String from = text("from", 500);
        return from.matches("/[A-Za-z0-9][A-Za-z0-9/_-]*") ? from : "/";
    }
}
