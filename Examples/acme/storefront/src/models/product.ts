/** The product model. `model` is the manufacturer's model number, for example "TX-4000". */
export interface Product {
  id: string;
  title: string;
  model: string;
  priceCents: number;
  sizes: string[];
}

export class ProductModel {
  constructor(private readonly product: Product) {}

  get label(): string {
    return `${this.product.title} (model ${this.product.model})`;
  }

  inSize(size: string): boolean {
    return this.product.sizes.includes(size);
  }
}
