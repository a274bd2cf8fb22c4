package io.github.asyncapikafka.document.check;

import io.github.asyncapikafka.document.check.type.CheckContext;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

/**
 * Checks everything in a document, whether it is used or not.
 */
public final class DocumentCheck {

	private DocumentCheck() {
	}

	/**
	 * Check a document.
	 * @param document the document
	 * @param version the version that it states, one of 2.0 to 2.6, 3.0 or 3.1
	 * @param context resolves references, and takes what is wrong
	 */
	public static void run(Node.Mapping document, String version, CheckContext context) {
		Walk walk = new Walk(context);
		walk.run(document, documentType(document, version));
		Clashes.check(document, walk);
	}

	static ObjectType documentType(Node.Mapping document, String version) {
		int minor = version.charAt(2) - '0';
		return version.startsWith("2.") ? new Version2Types(minor, document).document()
				: new Version3Types().document();
	}

}
