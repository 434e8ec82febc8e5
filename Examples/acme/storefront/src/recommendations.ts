import type { Product } from "./models/product";

/** "Customers who liked this": an empty list rather than an error, the page works without. */
export async function similar(product: Product, fetcher: typeof fetch = fetch): Promise<string[]> {
  try {
    const response = await fetcher(`/api/recommendations/products/${product.id}/similar`);
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}
