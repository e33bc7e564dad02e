export const BOUNDARY = "----part";

/** A part of a form: a field, or a file where it has a name. */
export type FormPart = { name: string; value: string | Buffer; fileName?: string };

/** The body of a form with these parts in this order, as bytes. */
export function multipartBody(parts: FormPart[]): Buffer {
  const chunks = parts.flatMap(({ name, value, fileName }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"` +
        (fileName === undefined ? "" : `; filename="${fileName}"\r\nContent-Type: text/plain`) +
        "\r\n\r\n",
    ),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}
