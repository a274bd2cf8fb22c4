package io.github.asyncapikafka.benchmark;

import java.math.BigDecimal;

/**
 * An event of about 300 bytes.
 *
 * @param id the id
 * @param customer the name
 * @param email the address
 * @param currency the currency
 * @param amount the amount
 * @param quantity the number of pieces
 * @param express whether it is urgent
 * @param placedAt when it was placed
 * @param country the country
 * @param note what else there is to say
 */
record Order(String id, String customer, String email, String currency, BigDecimal amount, int quantity,
		boolean express, String placedAt, String country, String note) {

	static Order example() {
		return new Order("7d444840-9dc0-11d1-b245-5ffdce74fad2", "Ada Lovelace", "ada@example.com", "EUR",
				new BigDecimal("129.90"), 3, true, "2026-01-01T12:00:00Z", "GB",
				"Please leave the parcel with the neighbours if nobody opens the door");
	}

}
