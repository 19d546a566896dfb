import { onMounted, onWillUnmount } from "@odoo/owl";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";

const RENEW_EVERY = 5 * 60 * 1000;

/** Every way into a payment asks for the claim; while the customer takes his time it is renewed. */
patch(PaymentScreen.prototype, {
    setup() {
        super.setup(...arguments);
        const order = this.currentOrder;
        let renewal;
        onMounted(async () => {
            renewal = setInterval(() => this.pos.icEnsureClaim(order, { fresh: true }), RENEW_EVERY);
            if (order.state === "draft" && !(await this.pos.icEnsureClaim(order))) {
                this.pos.navigate("ProductScreen", { orderUuid: order.uuid });
            }
        });
        onWillUnmount(() => {
            clearInterval(renewal);
            this.pos.icLeavePayment(order);
        });
    },

    async addNewPaymentLine() {
        return (await this._icMayPay()) && super.addNewPaymentLine(...arguments);
    },

    async sendPaymentRequest() {
        return (await this._icMayPay({ fresh: true })) && super.sendPaymentRequest(...arguments);
    },

    async _icMayPay(options) {
        const order = this.currentOrder;
        const may = await this.pos.icEnsureClaim(order, options);
        if (!may) {
            this.pos.navigate("ProductScreen", { orderUuid: order.uuid });
        }
        return may;
    },
});

patch(OrderPaymentValidation.prototype, {
    async isOrderValid() {
        const valid = await super.isOrderValid(...arguments);
        return valid && (await this.pos.icEnsureClaim(this.order, { fresh: true }));
    },

    async finalizeValidation() {
        const order = this.order;
        const result = await super.finalizeValidation(...arguments);
        if (order.isSynced && order.finalized) {
            this.pos.icClaims.delete(order.uuid);
        }
        return result;
    },

    handleValidationError(error) {
        // The server did not answer: the money is taken, so the order is kept whatever it finds later.
        if (error instanceof ConnectionLostError) {
            this.order.update({ ic_sold_offline: true });
        }
        return super.handleValidationError(...arguments);
    },
});
